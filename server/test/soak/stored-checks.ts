import { expect, vi } from 'vitest'
import type { Ledger } from './ledger.ts'
import type { Stored } from './stored.ts'

const demoLeads = 60

/** Every lead that was acknowledged, once, and no other. Answers how many there are. */
export async function everyLeadIsThereOnce(
  stored: Stored,
  ledger: Ledger,
  processOf: ReadonlyMap<string, string>,
): Promise<number> {
  const leads = await stored.leads()
  const markers = [...ledger.creates.keys()]
  const wanted = new Map<string, string>(ledger.creates)
  for (const { rows } of ledger.bulkCreates) {
    for (const { marker, phone } of rows) {
      if (phone) continue
      markers.push(marker)
      wanted.set(marker, processOf.get(marker) ?? '')
    }
  }
  const joined = new Map(leads.filter(isJoined).map(({ phone, id }) => [phone, id]))
  const own = leads.filter((lead) => lead.marker?.startsWith('M-') && !isJoined(lead))
  expect(own.map(({ marker }) => marker).sort()).toEqual(markers.sort())
  expect(own.filter(({ marker, id }) => wanted.get(marker ?? '') !== id)).toEqual([])

  const values = new Map(
    ledger.bulkUpdates.flatMap((job) => job.values).map(({ processId, value }) => [processId, value]),
  )
  expect(own.filter(({ id, amount }) => values.has(id) && values.get(id) !== amount)).toEqual([])

  expect(leads.filter(isJoined)).toHaveLength(joined.size)
  expect(ledger.merges.filter(({ phone, processId }) => joined.get(phone) !== processId)).toEqual([])
  const bulkJoins = ledger.bulkCreates.flatMap(({ rows }) => rows).filter(({ phone }) => phone)
  expect(bulkJoins.filter(({ marker, phone }) => joined.get(phone ?? '') !== processOf.get(marker))).toEqual([])

  expect(leads).toHaveLength(demoLeads + markers.length + joined.size)
  expect(new Set(leads.map(({ leadId }) => leadId)).size).toBe(leads.length)
  const numbers = leads.map(({ leadId }) => Number(leadId.replace('LEAD-', '')))
  expect(await stored.lastNumber()).toBeGreaterThanOrEqual(numbers.reduce((most, each) => Math.max(most, each), 0))
  return leads.length
}

/** A list shows each lead once, and no deleted one. Answers how many it shows. */
export async function everyLeadIsListedOnce(
  stored: Stored,
  listed: readonly { id: string; marker: string }[],
): Promise<number> {
  const standing = (await stored.leads()).filter(({ marker, isDeleted }) => marker?.startsWith('M-') && !isDeleted)
  const line = ({ id, marker }: { id: string; marker: string | null }) => `${marker} ${id}`
  expect(listed.map(line).sort()).toEqual(standing.map(line).sort())
  return listed.length
}

const isJoined = ({ phone }: { phone: string | null }): boolean => phone?.startsWith('+9190000') ?? false

/** Each acknowledged change stands in history once. Answers how many events there are. */
export async function everyChangeHasOneEvent(stored: Stored, ledger: Ledger): Promise<number> {
  const events = await stored.events()
  const leads = await stored.leads()
  const told = new Map<string, number>()
  for (const { kind, processId, marker, amount, task } of events) {
    const what = [
      kind === 'process.created' ? `created ${processId}` : '',
      kind === 'process.deleted' || kind === 'process.restored' ? `${kind} ${processId}` : '',
      kind === 'task.completed' ? `${kind} ${task}` : '',
      marker !== null && kind !== 'process.restored' ? `marker ${marker}` : '',
      amount !== null && kind === 'process.updated' ? `amount ${processId} ${amount}` : '',
    ]
    for (const each of what) if (each) told.set(each, (told.get(each) ?? 0) + 1)
  }
  const wanted = [
    ...leads.map(({ id }) => `created ${id}`),
    ...[...ledger.removals].flatMap(([id, list]) => list.map((what) => `process.${what} ${id}`)),
    ...[...ledger.tasks.values()].map(({ taskId }) => `task.completed ${taskId}`),
    ...[...ledger.creates.keys(), ...ledger.merges.map(({ marker }) => marker)].map((marker) => `marker ${marker}`),
    ...ledger.bulkCreates.flatMap(({ rows }) => rows.map(({ marker }) => `marker ${marker}`)),
    ...[...ledger.counters].flatMap(([id, values]) => values.map((value) => `amount ${id} ${value}`)),
    ...ledger.bulkUpdates.flatMap(({ values }) => values.map(({ processId, value }) => `amount ${processId} ${value}`)),
  ]
  expect(wanted.filter((what) => told.get(what) !== 1).map((what) => `${what}: ${told.get(what) ?? 0}`)).toEqual([])
  const created = [...told].filter(([what]) => what.startsWith('created '))
  expect(created).toHaveLength(leads.length)
  return events.length
}

export interface Counts {
  jobs: number
  entries: number
  outcomes: number
  tasks: number
}

/** How many there are of what jobs leave, the demo team's own import included. */
export const countJobs = async (stored: Stored): Promise<Counts> => ({
  jobs: await stored.count('background_jobs'),
  entries: await stored.count('background_job_entries'),
  outcomes: await stored.count('background_job_outcomes'),
  tasks: await stored.count('tasks'),
})

/** how long the turn of a dead worker stays in the queue, at most, although another has ended its job */
const patience = 60_000

/** As many jobs as were acknowledged beyond what was there before, with an outcome for each entry, and none waits in the queue. */
export async function noJobIsLeftOver(stored: Stored, ledger: Ledger, before: Counts): Promise<void> {
  const rows = [...ledger.bulkCreates.map(({ rows }) => rows), ...ledger.bulkUpdates.map(({ values }) => values)]
  const count = rows.reduce((sum, each) => sum + each.length, 0)
  await vi.waitFor(async () => expect(await stored.waitingJobs()).toBe(0), { timeout: patience, interval: 500 })
  expect(await countJobs(stored)).toEqual({
    jobs: before.jobs + rows.length,
    entries: before.entries + count,
    outcomes: before.outcomes + count,
    tasks: before.tasks + ledger.tasks.size,
  })
}
