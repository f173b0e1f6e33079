import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { allEntries, type JobEntry } from './entries.ts'
import type { Ledger } from './ledger.ts'
import { leads } from './load-parts.ts'
import type { PersistentClient } from './persistent-client.ts'

/** A dead worker's jobs are free after 30 s, then they are worked on. */
const jobPatience = 90_000

/** Every acknowledged job ends, with every row a success. Answers how many rows. */
export async function everyJobEnds(client: PersistentClient, ledger: Ledger): Promise<number> {
  const deadline = Date.now() + jobPatience
  let rows = 0
  for (const job of [...ledger.bulkCreates, ...ledger.bulkUpdates]) {
    const count = 'rows' in job ? job.rows.length : job.values.length
    for (;;) {
      const { _data, _meta } = await client.send('GET', `/v1/ext/background-job/${job.jobId}`)
      if (_data.completionStatus === 'IN_PROGRESS' && Date.now() < deadline) {
        await sleep(250)
        continue
      }
      expect({ status: _data.completionStatus, settled: _data.settledCount, ..._meta }).toEqual({
        status: 'COMPLETED',
        settled: count,
        bjEntryCompletionStatusVsCount: { INVALID: 0, NOT_STARTED: 0, SUCCESS: count, ERROR: 0 },
      })
      break
    }
    rows += count
  }
  return rows
}

/** Answers the process that each bulk row's marker went into. */
export async function everyEntryNamesItsProcess(
  client: PersistentClient,
  ledger: Ledger,
): Promise<Map<string, string>> {
  const processOf = new Map<string, string>()
  for (const { jobId, rows } of ledger.bulkCreates) {
    const entries = await allEntries(client, jobId)
    inOrder(entries, rows.length)
    for (const { index, process } of entries) processOf.set(rows[index]?.marker ?? '', process ?? '')
  }
  for (const { jobId, values } of ledger.bulkUpdates) {
    const entries = await allEntries(client, jobId)
    inOrder(entries, values.length)
    expect(entries.map(({ process }) => process)).toEqual(values.map(({ processId }) => processId))
  }
  return processOf
}

function inOrder(entries: JobEntry[], count: number): void {
  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => index))
  expect(entries.filter(({ completionStatus, process }) => completionStatus !== 'SUCCESS' || !process)).toEqual([])
}

/** Each lead answers as it was left: there with its data, or deleted. Answers how many were asked for. */
export async function everyLeadIsAsItWasLeft(client: PersistentClient, ledger: Ledger): Promise<number> {
  await atOnce([...ledger.creates], async ([marker, id]) => {
    const { status, answer } = await client.attempt('GET', `${leads}/${id}`)
    if (ledger.removals.get(id)?.at(-1) === 'deleted') return expect(status).toBe(404)
    const values = ledger.counters.get(id)
    expect(answer._data).toMatchObject({
      id,
      data: { city: marker, loan_amount: values ? values.at(-1) : 1 },
      isDeleted: false,
    })
  })
  return ledger.creates.size
}

export async function everyTaskIsThereOnce(client: PersistentClient, ledger: Ledger): Promise<number> {
  const standing = [...ledger.tasks].filter(([, task]) => ledger.removals.get(task.processId)?.at(-1) !== 'deleted')
  await atOnce(standing, async ([remarks, { taskId, processId }]) => {
    const { _data } = await client.send('GET', `/v1/ext/p/lead/${processId}/task`)
    expect(_data).toEqual([expect.objectContaining({ id: taskId, status: 'COMPLETED' })])
    expect(_data[0].data).toMatchObject({ call_disposition: 'RNR', remarks })
  })
  return standing.length
}

/** What a list by marker finds, page by page. */
export async function listedLeads(client: PersistentClient): Promise<{ id: string; marker: string }[]> {
  const found: { id: string; marker: string }[] = []
  let cursor: string | undefined
  do {
    const body = { where: { city: { startsWith: 'M-' } }, limit: 100, ...(cursor && { cursor }) }
    const { _data: page, _meta } = await client.send('POST', `${leads}/list`, body)
    for (const { id, data } of page) found.push({ id, marker: data.city })
    cursor = _meta.nextCursor
  } while (cursor)
  return found
}

async function atOnce<T>(items: readonly T[], check: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items.values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const item of waiting) await check(item)
    }),
  )
}
