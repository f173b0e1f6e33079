import type { Procedure } from '../model/types.ts'
import type { Data, ProcessEvent, ProcessRow } from './row.ts'

const stateOf = (procedure: Procedure, row: ProcessRow) => procedure.stateById.get(row.stateId)?.shortId ?? row.stateId

/** History tells a process in the words of its model: short ids, not uuids, where people chose them. */
const told = (procedure: Procedure, row: ProcessRow) => ({
  state: stateOf(procedure, row),
  status: row.status,
  assignedTo: row.assignedTo,
  belongsTo: row.podId,
  nextActionAt: row.nextActionAt?.getTime() ?? null,
})

export function creationEvent(procedure: Procedure, row: ProcessRow): ProcessEvent {
  const after = {
    ...told(procedure, row),
    data: row.data,
    ...(row.record && { record: { id: row.record.id, data: row.record.data } }),
  }
  return { kind: 'process.created', before: null, after }
}

export const deletionEvent = (procedure: Procedure, row: ProcessRow): ProcessEvent => ({
  kind: 'process.deleted',
  before: { ...told(procedure, row), data: row.data },
  after: null,
})

export const restorationEvent = (procedure: Procedure, row: ProcessRow): ProcessEvent => ({
  kind: 'process.restored',
  before: null,
  after: { ...told(procedure, row), data: row.data },
})

/** Only what changed, before and after; undefined where nothing did. */
export function changeEvent(
  procedure: Procedure,
  before: ProcessRow,
  after: ProcessRow,
  kind?: string,
): ProcessEvent | undefined {
  const from: Record<string, unknown> = {}
  const to: Record<string, unknown> = {}
  const toldBefore = told(procedure, before)
  const toldAfter = told(procedure, after)
  for (const field of Object.keys(toldBefore) as (keyof typeof toldBefore)[]) {
    if (toldBefore[field] === toldAfter[field]) continue
    from[field] = toldBefore[field]
    to[field] = toldAfter[field]
  }
  addDifference('data', before.data, after.data, from, to)
  if (before.record && after.record) {
    const recordFrom: Record<string, unknown> = {}
    const recordTo: Record<string, unknown> = {}
    addDifference('data', before.record.data, after.record.data, recordFrom, recordTo)
    if (Object.keys(recordTo).length > 0) {
      from.record = recordFrom
      to.record = recordTo
    }
  }
  if (Object.keys(to).length === 0) return undefined
  return { kind: kind ?? ('state' in to ? 'process.state_changed' : 'process.updated'), before: from, after: to }
}

function addDifference(
  name: string,
  before: Data,
  after: Data,
  from: Record<string, unknown>,
  to: Record<string, unknown>,
): void {
  if (before === after) return
  const old: Record<string, unknown> = {}
  const fresh: Record<string, unknown> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue
    old[key] = before[key] ?? null
    fresh[key] = after[key] ?? null
  }
  if (Object.keys(fresh).length === 0) return
  from[name] = old
  to[name] = fresh
}
