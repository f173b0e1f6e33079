import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../../src/database/migrate.ts'

const template = 'nadi_test_template'

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function asAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** What it holds may be lost with the machine: it is gone with the run anyway. (Servers that are killed have clusters of their own.) */
export async function neverWaitForTheDisk(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await client.query('alter system set fsync = off')
    await client.query('select pg_reload_conf()')
  })
}

/** Makes the migrated database that those of the test files are copied from. Called once a run. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await client.query(`drop database if exists ${template} with (force)`)
    await client.query(
      `create database ${template} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`,
    )
  })
  await migrate(withDatabase(adminUrl, template))
}

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** A database of a test file's own, with the current migrations. */
export async function createDatabase(adminUrl: string): Promise<TestDatabase> {
  const name = `nadi_test_${randomBytes(6).toString('hex')}`
  // two copies of one template at once are fine, but each needs it without sessions
  await asAdmin(adminUrl, (client) => client.query(`create database ${name} template ${template}`))
  return {
    url: withDatabase(adminUrl, name),
    drop: async () => {
      await asAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}
