import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Bench, Context, Outcome } from './bench.ts'
import { type Child, startChild } from './child.ts'
import { prepareTeam } from './team.ts'

const rowCount = 100_000
const rounds = 2

const cities = ['Pune', 'Mumbai', 'Nagpur', 'Goa', 'Indore', 'Surat', 'Delhi', 'Kochi']
const sources = ['WEBSITE', 'REFERRAL', 'ADVERT', 'WALK_IN']

/** Everything that a bulk create writes, in an order that foreign keys allow. */
const tables = [
  'background_jobs',
  'background_job_entries',
  'background_job_outcomes',
  'records',
  'processes',
  'process_keys',
  'process_values',
  'process_texts',
  'events',
]

const body = (): string =>
  JSON.stringify(
    Array.from({ length: rowCount }, (_, index) => ({
      data: {
        name: `Asha ${index.toString(36)}`,
        city: cities[index % cities.length],
        loan_amount: (index * 7919) % 1_000_000,
        source: sources[index % sources.length],
        score: (index * 31) % 1_000,
      },
    })),
  )

/** Bulk create of 100,000 rows from the request to COMPLETED, beside a COPY of all that it wrote into the same tables and indexes. */
export const bulk: Bench = {
  name: 'bulk create',
  run: async (context: Context): Promise<Outcome> => {
    const url = await context.createDatabase('bulk')
    const team = await prepareTeam(url)
    const folder = await mkdtemp(path.join(tmpdir(), 'nadi-bench-bulk-'))
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const nadi = await startChild('server.ts', { url })
    const ours: number[] = []
    const reference: number[] = []
    let memory = 0
    try {
      const rows = body()
      for (let round = 0; round < rounds; round++) {
        await empty(client)
        const run = await bulkCreate(nadi, team.key, rows)
        memory = Math.max(memory, run.memory)
        ours.push(run.seconds)
        context.say(`bulk create: ${run.seconds.toFixed(1)} s`)
        await dump(client, folder)
        await empty(client)
        reference.push(await copyAll(client, folder))
        context.say(`COPY: ${reference.at(-1)?.toFixed(1)} s`)
      }
    } finally {
      await nadi.stop()
      await client.end()
      await rm(folder, { recursive: true, force: true })
    }
    const [fastest, copied] = [Math.min(...ours), Math.min(...reference)]
    return {
      rows: [
        {
          work: 'bulk create of 100,000',
          ours: `${fastest.toFixed(1)} s`,
          reference: `${copied.toFixed(1)} s`,
          ratio: copied / fastest,
          target: '≥ 0.40 ×',
          isMet: copied / fastest >= 0.4,
        },
      ],
      notes: [`Bulk create of 100,000: at most ${memory} MB resident while the rows came and were worked on.`],
    }
  },
}

async function bulkCreate(nadi: Child, key: string, rows: string): Promise<{ seconds: number; memory: number }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const startedAt = performance.now()
  const begun = await fetch(`${nadi.url}/v1/ext/procedure/application/process/bulk-create`, {
    method: 'POST',
    headers,
    body: rows,
  })
  if (begun.status !== 200) throw new Error(await begun.text())
  const { _data: job } = (await begun.json()) as { _data: { id: string } }
  let memory = await nadi.memory()
  for (;;) {
    const polled = await fetch(`${nadi.url}/v1/ext/background-job/${job.id}`, { headers })
    const { _data, _meta } = (await polled.json()) as Polled
    if (_data.completionStatus === 'COMPLETED') {
      const { SUCCESS } = _meta.bjEntryCompletionStatusVsCount
      if (SUCCESS !== rowCount) throw new Error(`Only ${SUCCESS} of ${rowCount} rows were made.`)
      return { seconds: (performance.now() - startedAt) / 1000, memory }
    }
    memory = Math.max(memory, await nadi.memory())
    await sleep(50)
  }
}

interface Polled {
  _data: { completionStatus: string }
  _meta: { bjEntryCompletionStatusVsCount: { SUCCESS: number } }
}

/** Both sides begin with empty tables and a fresh checkpoint. */
async function empty(client: pg.Client): Promise<void> {
  await client.query(`truncate ${tables.join(', ')}, tasks`)
  await client.query('checkpoint')
}

async function dump(client: pg.Client, folder: string): Promise<void> {
  for (const table of tables) {
    const rows = client.query(copyTo(`copy ${table} to stdout`))
    await pipeline(rows, createWriteStream(path.join(folder, table)))
  }
}

/** One transaction, on one connection. */
async function copyAll(client: pg.Client, folder: string): Promise<number> {
  const startedAt = performance.now()
  await client.query('begin')
  for (const table of tables) {
    await pipeline(createReadStream(path.join(folder, table)), client.query(copyFrom(`copy ${table} from stdin`)))
  }
  await client.query('commit')
  return (performance.now() - startedAt) / 1000
}
