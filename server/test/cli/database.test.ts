import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { makeServerDataDir, removeDataDir } from '../harness/data-dir.ts'

const nadiCommand = path.resolve(import.meta.dirname, '../../src/cli/nadi.ts')
const run = promisify(execFile)

/** Runs `nadi database exec …`; what it prints for programs, and for people. */
async function exec(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ out: string; told: string; code: number }> {
  const { DATABASE_URL: _, DATABASE_DIRECT_URL: __, ...inherited } = process.env
  try {
    const command = [nadiCommand, 'database', 'exec', ...args]
    const { stdout, stderr } = await run(process.execPath, command, { env: { ...inherited, ...env } })
    return { out: stdout.trim(), told: stderr.trim(), code: 0 }
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number }
    return { out: stdout.trim(), told: stderr.trim(), code }
  }
}

/** A program that finds its database as pg_dump and psql do. */
const asks = (sql: string): string[] => [
  '--input-type=module',
  '-e',
  `import pg from 'pg'
   const client = new pg.Client()
   await client.connect()
   console.log(JSON.stringify((await client.query(${JSON.stringify(sql)})).rows))
   await client.end()`,
]

test('a program is run on the embedded PostgreSQL, which is empty before the first start of the server', {
  timeout: 60_000,
}, async () => {
  const dataDir = await makeServerDataDir()
  onTestFinished(() => removeDataDir(dataDir))
  const env = { NADI_DATA_DIR: dataDir }

  const first = await exec(env, process.execPath, ...asks('create table kept as select 42 as answer'))
  expect(first).toMatchObject({ code: 0, out: '[]' })

  const sql = `select answer, current_user, current_database(), (select count(*)::int from pg_tables where schemaname = 'public') from kept`
  const second = await exec(env, process.execPath, ...asks(sql))
  expect(JSON.parse(second.out)).toEqual([{ answer: 42, current_user: 'nadi', current_database: 'nadi', count: 1 }])
})

test('its exit code is passed on, and so are its options', { timeout: 60_000 }, async () => {
  const dataDir = await makeServerDataDir()
  onTestFinished(() => removeDataDir(dataDir))
  const env = { NADI_DATA_DIR: dataDir }

  expect((await exec(env, process.execPath, '--eval', 'process.exit(7)')).code).toBe(7)
  expect(await exec(env, process.execPath, '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Usage: node'),
  })
  // a folder on the caller's own path may be closed to them, which would be another answer
  const missing = await exec({ ...env, PATH: path.dirname(process.execPath) }, 'no-such-program')
  expect(missing).toEqual({ code: 1, out: '', told: 'no-such-program could not be run: spawn no-such-program ENOENT' })
})

test('a PostgreSQL of the operator is left to the operator', async () => {
  const refused = await exec({ DATABASE_URL: 'postgres://nadi@localhost/nadi' }, 'pg_dump')

  expect(refused).toEqual({
    code: 1,
    out: '',
    told: 'DATABASE_URL names a PostgreSQL of yours: run pg_dump on it without Nadi.',
  })
})
