import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { startServer, theNadi } from '../harness/nadi.ts'
import { readDocument } from '../harness/openapi.ts'
import { theSimulator } from '../harness/simulator.ts'
import { type PlantedTeam, plantTeam } from '../isolation/planted-team.ts'
import { flaws, type Malformed, malformed } from './malformed.ts'
import { send } from './send.ts'

export interface Fuzzed {
  seed: number
  requests: number
  /** answers by the hundred of their status */
  answers: Record<string, number>
  /** malformed requests that were right all the same, and changed something */
  written: number
}

/**
 * Sends so many malformed requests, over all calls of the document. None may fail on our side or hang, and none that is refused or only reads
 * may change a row.
 * @param secretKey of the server, which a worker beside it needs
 */
export async function fuzz(requests: number, secretKey: Buffer, seed = Date.now() % 2 ** 31): Promise<Fuzzed> {
  const team = await plantBesideWorker(secretKey)
  const key = await team.api.post('/v1/ext/key', { name: 'Fuzz', role: 'Admin', requestsPerMinute: 1_000_000 })
  const operations = (await readDocument(team.nadi.url)).filter((operation) => operation['x-permission'] !== 'public')
  const fuzzed: Fuzzed = { seed, requests: 0, answers: {}, written: 0 }
  let before = await digest(team)
  let last = ''
  const property = fc.asyncProperty(fc.nat({ max: operations.length - 1 }), flaws, async (index, given) => {
    const operation = operations[index]
    if (!operation) throw new Error(`There is no operation ${index}.`)
    const methods = new Set(operations.filter(({ path }) => path === operation.path).map(({ method }) => method))
    const asked = malformed(operation, { ids: team.ids, key: key.body._data.key, methods }, given)
    last = describe(asked)
    const status = await send(team.nadi.url, asked)
    fuzzed.requests++
    const hundred = `${Math.floor(status / 100)}xx`
    fuzzed.answers[hundred] = (fuzzed.answers[hundred] ?? 0) + 1
    expect(status).toBeLessThan(500)
    const after = await digest(team)
    if (after === before) return
    const mayWrite = status < 300 && operation.parameters?.some(({ name }) => name === 'Idempotency-Key')
    expect(mayWrite, `an answer of ${status} goes with changed data`).toBe(true)
    fuzzed.written++
    before = after
  })
  const run = await fc.check(property, { seed, numRuns: requests, endOnFailure: true })
  // the counterexample itself may have a megabyte
  if (run.failed) throw new Error(`Seed ${seed}, request ${run.numRuns}: ${last}`, { cause: run.errorInstance })
  expect((await fetch(`${team.nadi.url}/health/ready`)).status).toBe(200)
  return fuzzed
}

/** Planting takes somebody who works on what arrives; afterwards nothing may change but by a request. */
async function plantBesideWorker(secretKey: Buffer): Promise<PlantedTeam> {
  const { databaseUrl, dataDir } = theNadi()
  const worker = await startServer(databaseUrl, dataDir, { role: 'worker', secretKey, graphUrls: [theSimulator().url] })
  try {
    return await plantTeam('fuzz')
  } finally {
    await worker.stop()
  }
}

const describe = ({ method, path, headers, body }: Malformed): string => {
  const { authorization: _, ...shown } = headers
  return `${method} ${path} ${JSON.stringify(shown)} ${body?.toString('latin1') ?? ''}`.slice(0, 2_000)
}

/** One number over all rows of all teams, without what merely being asked changes. */
async function digest({ nadi }: PlantedTeam): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select string_agg(name || (xpath('/row/digest/text()', query_to_xml(format(
      'select coalesce(sum(hashtextextended(%s, 0)), 0) as digest from %I t',
      case name when 'api_keys' then '(to_jsonb(t) - ''last_used_at'')::text' else 't::text' end, name), false, true, '')))[1]::text, ' ' order by name) as digest
    from (select relname::text as name from pg_class
          where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('rate_windows', 'worker_heartbeats')) as tables`.execute(
    nadi.db,
  )
  return rows[0]?.digest ?? ''
}
