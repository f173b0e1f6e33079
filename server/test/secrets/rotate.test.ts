import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addKeyToFile, readKeyFile } from '../../src/secrets/key-file.ts'
import { resealAll } from '../../src/secrets/reseal.ts'
import { sealedColumns } from '../../src/secrets/sealed-columns.ts'
import { Vault } from '../../src/secrets/vault.ts'
import { startServer, theNadi, withTeam } from '../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../harness/simulator.ts'

const oldKey = randomBytes(32)
startNadiWithSimulator({ secretKey: oldKey })

test('what is sealed is opened again, and a change of it is noticed', () => {
  const vault = new Vault({ key: oldKey })
  const sealed = vault.seal('EAAtoken ✓')
  expect(sealed.toString('latin1')).not.toContain('EAAtoken')
  expect(vault.open(sealed)).toBe('EAAtoken ✓')
  expect(vault.seal('EAAtoken ✓').equals(sealed)).toBe(false)

  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(() => vault.open(changed)).toThrow()
  expect(() => new Vault({ key: randomBytes(32) }).open(sealed)).toThrow('NADI_SECRET_KEY_PREVIOUS')
})

test(
  'after a rotation a server with only the new key works with what was connected before',
  withTeam(async (team) => {
    const { pluginId, phoneNumberId } = await connectPlugin(team)
    const newKey = randomBytes(32)
    const resealed = await resealAll(team.nadi.db, new Vault({ key: newKey, previous: [oldKey] }))
    expect(resealed).toBeGreaterThanOrEqual(3)
    expect(await resealAll(team.nadi.db, new Vault({ key: newKey }))).toBe(0)

    const { databaseUrl, dataDir } = theNadi()
    const other = await startServer(databaseUrl, dataDir, { secretKey: newKey, graphUrls: [theSimulator().url] })
    try {
      const answer = await fetch(
        `${other.url}/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${phoneNumberId}?fields=id`,
        {
          headers: { authorization: `Bearer ${team.api.key}` },
        },
      )
      expect(await answer.json()).toEqual({ id: phoneNumberId })
    } finally {
      await other.stop()
    }
    await resealAll(team.nadi.db, new Vault({ key: oldKey, previous: [newKey] }))
  }),
)

test('a key file gets its new key in front, for its owner only, and a running server finds it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nadi-keys-'))
  try {
    const file = path.join(folder, 'secret.key')
    const [first] = readKeyFile(file)
    if (!first) throw new Error('No key was made.')
    addKeyToFile(file)
    const [second, ...older] = readKeyFile(file)
    expect(older).toEqual([first])
    expect(second).not.toEqual(first)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3)

    const running = new Vault({ key: first, reread: () => readKeyFile(file) })
    expect(running.open(new Vault({ key: second ?? first }).seal('made by a newer server'))).toBe(
      'made by a newer server',
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

/** What is bytes and no secret of ours. */
const notSealed: ReadonlySet<string> = new Set([
  'api_key_directory.key_hash',
  'idempotency_keys.answer',
  'idempotency_keys.request_hash',
  'inbound_events.body',
  'inbound_events.digest',
])

test('every column of bytes is known to be sealed or known not to be', async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'bytea'::regtype order by 1`.execute(
    theNadi().db,
  )
  const sealed = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`))
  const isDigest = (name: string): boolean => /\.(\w*sha256|\w*_hash|\w*digest|body|response_body)$/.test(name)
  const unknown = rows.filter(({ name }) => !sealed.has(name) && !notSealed.has(name) && !isDigest(name))
  expect(unknown.map(({ name }) => name)).toEqual([])
  expect([...sealed].filter((name) => !rows.some((row) => row.name === name))).toEqual([])
})
