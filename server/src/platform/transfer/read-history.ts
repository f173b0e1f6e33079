import type { Problem } from '../../errors.ts'
import type { NewEvent } from '../../events/record.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { creationEvent } from '../processes/events.ts'
import { readTime } from '../processes/intent.ts'
import type { ProcessRow } from '../processes/row.ts'
import { authorNamed } from './author.ts'
import type { ImportedChange } from './types.ts'

/** A change that is to be written as it was given. */
export interface GivenChange {
  kind: string
  at: Date
  by: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export function readHistory(model: TeamModel, changes: readonly ImportedChange[], problems: Problem[]): GivenChange[] {
  const read = changes.flatMap((change, index): GivenChange[] => {
    const path = `history.${index}`
    const at = readTime(model, change.at, `${path}.at`, (problem) => void problems.push(problem))
    const by = authorNamed(model, change.by ?? change.username, `${path}.by`, problems) ?? null
    const before = withUuids(model, change.from)
    const after = withUuids(model, change.to)
    return at ? [{ kind: change.kind ?? kindOf(change), at, by, before, after }] : []
  })
  return read.sort((one, other) => one.at.getTime() - other.at.getTime())
}

function kindOf({ from, to }: ImportedChange): string {
  if (!from) return 'process.created'
  if (!to) return 'process.deleted'
  return 'state' in to ? 'process.state_changed' : 'process.updated'
}

/** History holds users and pods by uuid, so that it still tells them apart when they are renamed. */
function withUuids(
  model: TeamModel,
  fields: Record<string, unknown> | null | undefined,
): Record<string, unknown> | null {
  if (!fields) return null
  const { assignedTo, belongsTo } = fields
  const user = typeof assignedTo === 'string' ? model.userByUsername.get(assignedTo.toLowerCase()) : undefined
  const pod =
    typeof belongsTo === 'string' ? [...model.pods.values()].find(({ name }) => name === belongsTo) : undefined
  return { ...fields, ...(user && { assignedTo: user.id }), ...(pod && { belongsTo: pod.id }) }
}

/** A process's history as events. Where the given one does not begin with its making, that is told too, as it must have been. */
export function historyEvents(procedure: Procedure, row: ProcessRow, given: readonly GivenChange[]): NewEvent[] {
  const common = { subjectId: row.id, procedureId: row.procedureId }
  const events = given.map(({ kind, at, by, before, after }) => ({ ...common, kind, at, userId: by, before, after }))
  if (given.some(({ kind }) => kind === 'process.created')) return events
  const { kind, after } = creationEvent(procedure, row)
  const made = { ...common, kind, before: null, after: before(after, given), at: row.createdAt, userId: row.createdBy }
  return [made, ...events]
}

/** What stood there before all these changes of it. */
function before(now: object | null, changes: readonly GivenChange[]): object {
  const then: Record<string, unknown> & { data: Record<string, unknown> } = { data: {}, ...now }
  for (const { kind, before: from } of changes.toReversed()) {
    if (!from || !kind.startsWith('process.')) continue
    const { data, record: _, ...fields } = from
    Object.assign(then, fields)
    then.data = { ...then.data, ...(data as Record<string, unknown> | undefined) }
  }
  then.data = Object.fromEntries(Object.entries(then.data).filter(([, value]) => value !== null))
  return then
}
