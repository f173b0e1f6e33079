import pg from 'pg'
import { startEmbeddedPostgres } from '../server/src/database/embedded/start.ts'
import { makeDataDir, removeDataDir, removeLeftovers } from '../server/test/harness/data-dir.ts'

export interface BenchPostgres {
  createDatabase(name: string): Promise<string>
  settings(): Promise<string>
  stop(): Promise<void>
}

/** The embedded PostgreSQL with the settings that a user gets, in a folder that is thrown away. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  await removeLeftovers()
  const folder = await makeDataDir()
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined })
  const admin = new pg.Client({ connectionString: postgres.url })
  await admin.connect()
  return {
    createDatabase: async (name) => {
      await admin.query(
        `create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`,
      )
      const url = new URL(postgres.url)
      url.pathname = `/${name}`
      return url.href
    },
    settings: async () => {
      const { rows } = await admin.query<{ name: string; setting: string }>(
        `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version') order by name`,
      )
      return rows.map((row) => `${row.name}=${row.setting}`).join(', ')
    },
    stop: async () => {
      await admin.end()
      await postgres.stop()
      await removeDataDir(folder)
    },
  }
}
