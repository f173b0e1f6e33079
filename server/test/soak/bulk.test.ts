import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, apiWith } from '../harness/api.ts'
import { applyModel } from '../harness/model.ts'
import { makeTeam, startNadi, theNadi } from '../harness/nadi.ts'

// it only makes the teams: what is measured is a server in a process of its own
startNadi({ role: 'api' })

const memoryMb = 512
const rowCount = process.env.NADI_SOAK === '1' ? 100_000 : 3_000
const largeRow = 2_400
const timeout = 15 * 60_000

let server: ChildProcess
let url: string

beforeAll(async () => {
  const { databaseUrl, dataDir } = theNadi()
  server = fork(path.join(import.meta.dirname, 'bulk-server.ts'), {
    env: { ...process.env, NADI_SOAK_SERVER: JSON.stringify({ url: databaseUrl, dataDir }) },
  })
  const [address] = await once(server, 'message')
  url = String(address)
})

afterAll(async () => {
  server.kill('SIGKILL')
})

/** The most memory that the server ever had, in MB. */
async function peakMb(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024)
}

/** The rows as they are sent, never all of them at once on this side either. */
function body(row: (index: number) => object): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let index = 0
  return new ReadableStream({
    pull(controller) {
      let piece = index === 0 ? '[' : ''
      for (const end = Math.min(rowCount, index + 500); index < end; index++) {
        piece += `${index === 0 ? '' : ','}${JSON.stringify(row(index))}`
      }
      controller.enqueue(encoder.encode(index === rowCount ? `${piece}]` : piece))
      if (index === rowCount) controller.close()
    },
  })
}

async function team(): Promise<Api> {
  const { api } = await makeTeam()
  await applyModel(api)
  return apiWith(url, api.key)
}

async function bulkCreate(api: Api, row: (index: number) => object) {
  const begun = await api.fetch('/v1/ext/procedure/lead/process/bulk-create', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body(row),
    duplex: 'half',
  } as RequestInit)
  const { _data: job, _errors } = (await begun.json()) as { _data: { id: string }; _errors: string[] }
  expect(_errors).toEqual([])
  for (;;) {
    const answer = await api.get(`/v1/ext/background-job/${job.id}`)
    if (answer.body._data.completionStatus !== 'IN_PROGRESS') return answer.body
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

const countOf = async (api: Api): Promise<number> => {
  const list = await api.post('/v1/ext/procedure/lead/process/list', { limit: 1, total: true })
  return list.body._meta.total
}

test(`${rowCount} rows in one request are worked on within ${memoryMb} MB`, { timeout }, async () => {
  const api = await team()
  const startedAt = Date.now()

  const job = await bulkCreate(api, (index) => ({
    data: {
      name: `Lead ${index}`,
      phone_number: `+9198${String(index).padStart(8, '0')}`,
      city: 'Pune',
      loan_amount: index,
      source: 'WEBSITE',
    },
  }))

  const peak = await peakMb()
  console.log(`${rowCount} rows: ${(Date.now() - startedAt) / 1000} s, at most ${peak} MB`)
  expect(job._data.completionStatus).toBe('COMPLETED')
  expect(job._meta.bjEntryCompletionStatusVsCount).toEqual({ INVALID: 0, NOT_STARTED: 0, SUCCESS: rowCount, ERROR: 0 })
  expect(await countOf(api)).toBe(rowCount)
  expect(peak).toBeLessThan(memoryMb)
})

test(`a request of ${Math.round((rowCount * largeRow) / 1e6)} MB is worked on within ${memoryMb} MB`, {
  timeout,
}, async () => {
  const api = await team()
  const notes = 'x'.repeat(largeRow)

  const job = await bulkCreate(api, (index) => ({ data: { name: `Lead ${index}`, notes: `${index} ${notes}` } }))

  const peak = await peakMb()
  console.log(`large rows: at most ${peak} MB`)
  expect(job._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: rowCount })
  expect(peak).toBeLessThan(memoryMb)
})
