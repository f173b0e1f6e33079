import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { makeWorkerUtils } from 'graphile-worker'
import { CompiledQuery } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { connect } from './database.ts'
import { continueEventPositions } from './event-positions.ts'

const folder = path.join(import.meta.dirname, 'migrations')

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const migrations: Record<string, Migration> = {}
  for (const file of files) {
    const text = await readFile(path.join(folder, file), 'utf8')
    migrations[path.basename(file, '.sql')] = {
      up: async (db) => {
        await db.executeQuery(CompiledQuery.raw(text))
      },
    }
  }
  return migrations
}

/** Brings the database (and the queue's tables) up to this version; safe to run from several servers at once. Answers the names of what it ran. */
export async function migrate(url: string): Promise<string[]> {
  const db = connect({ url, maxConnections: 1, keepsSession: true })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    await continueEventPositions(db)
    const queue = await makeWorkerUtils({ connectionString: url })
    try {
      await queue.migrate()
    } finally {
      await queue.release()
    }
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}
