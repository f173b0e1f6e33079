import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findPostmaster } from '../../src/database/embedded/postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded/start.ts'
import { makeDataDir, removeDataDir } from '../harness/data-dir.ts'
import { guardOf, postmasterOf } from '../harness/postmaster.ts'

const folder = async () => {
  const dataDir = await makeDataDir()
  onTestFinished(() => removeDataDir(dataDir))
  return dataDir
}

const start = async (dataDir: string, log: string[] = []): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({ dataDir, log: (line) => log.push(line) })
  onTestFinished(() => postgres.stop())
  return postgres
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another server process on that folder; answers once its PostgreSQL can be used. */
async function startServer(dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('embedded-server.ts', import.meta.url)), dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('a folder keeps its data from one start to the next', async () => {
  const dataDir = await folder()
  const first = await start(dataDir)
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()

  const second = await start(dataDir)

  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('an acknowledged write is on the disk, text sorts by code point, and trigrams see every script', async () => {
  const { url } = await start(await folder())
  await query(url, 'create extension pg_trgm')

  const rows = await query(
    url,
    `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
      current_setting('synchronous_commit') as commits, current_setting('timezone') as zone,
      'a' < 'B' as by_language, lower('ŁÓDŹ') as lower, similarity('नमस्ते', 'नमस्ते') as similarity`,
  )

  expect(rows).toEqual([
    { fsync: 'on', pages: 'on', commits: 'on', zone: 'UTC', by_language: false, lower: 'łódź', similarity: 1 },
  ])
})

test('PostgreSQL ends with its server, even with a killed one', async () => {
  const dataDir = await folder()
  const server = await startServer(dataDir)
  expect(await findPostmaster(join(dataDir, 'data'))).toBeDefined()

  await kill(server)

  await vi.waitFor(async () => expect(await findPostmaster(join(dataDir, 'data'))).toBeUndefined(), 20_000)
})

test('PostgreSQL that outlived its killed server all the same does not stop the next start', async () => {
  const dataDir = await folder()
  const server = await startServer(dataDir)
  const orphan = await postmasterOf(dataDir)
  process.kill(await guardOf(orphan), 'SIGKILL')
  await kill(server)
  const log: string[] = []

  const { url } = await start(dataDir, log)

  expect(log).toEqual([`PostgreSQL (process ${orphan}) has outlived the server that started it: stopping it.`])
  expect(await postmasterOf(dataDir)).not.toBe(orphan)
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a start after both were killed recovers', async () => {
  const dataDir = await folder()
  const server = await startServer(dataDir)
  const postmaster = await postmasterOf(dataDir)
  await kill(server)
  process.kill(postmaster, 'SIGKILL')

  const { url } = await start(dataDir)

  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('PostgreSQL is started again at the same address when it is killed', async () => {
  const dataDir = await folder()
  const log: string[] = []
  const { url } = await start(dataDir, log)
  await query(url, 'create table kept as select 42 as answer')

  process.kill(await postmasterOf(dataDir), 'SIGKILL')

  await vi.waitFor(() => expect(log).toContain('PostgreSQL is back.'), 20_000)
  expect(log[1]).toBe('PostgreSQL ended unasked (SIGKILL): starting it again.')
  expect(await query(url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a second process shares the database, and owns it when the first is killed', async () => {
  const dataDir = await folder()
  const server = await startServer(dataDir)
  const shared = await postmasterOf(dataDir)
  const { url } = await start(dataDir)
  expect(await postmasterOf(dataDir)).toBe(shared)

  await kill(server)

  await vi.waitFor(async () => expect(await postmasterOf(dataDir)).not.toBe(shared), 20_000)
  await vi.waitFor(() => query(url, 'select 1'), 20_000)
})

test('two first starts at once share one database', async () => {
  const dataDir = await folder()

  const [one, two] = await Promise.all([startServer(dataDir), startServer(dataDir)])

  expect([one.exitCode, two.exitCode]).toEqual([null, null])
})

test('a folder below a deep path works, though a socket has no room there', async () => {
  const { url } = await start(join(await folder(), 'a'.repeat(60), 'b'.repeat(60)))

  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('the data of another major version is refused and left alone', async () => {
  const dataDir = await folder()
  await (await start(dataDir)).stop()
  await writeFile(join(dataDir, 'data/PG_VERSION'), '17\n')

  const refused = startEmbeddedPostgres({ dataDir, log: () => undefined })

  await expect(refused).rejects.toThrow(
    /written by PostgreSQL 17, and this Nadi carries PostgreSQL 18.*nothing was changed.*database exec pg_dump/,
  )
  expect(await readFile(join(dataDir, 'data/PG_VERSION'), 'utf8')).toBe('17\n')
})
