import type { Tx } from '../../database/database.ts'
import {
  BadInput,
  Conflict,
  Forbidden,
  type NadiError,
  NotFound,
  PreconditionFailed,
  type ProblemDetail,
} from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'
import { isWithin } from './access.ts'
import { changeEvent, deletionEvent, restorationEvent } from './events.ts'
import { allProblems, type Intent } from './intent.ts'
import { changedRow } from './next-row.ts'
import type { Outcome } from './outcome.ts'
import type { ProcessRow } from './row.ts'
import { keysOf, noSideRows, sideRowChanges, sideRows } from './side-rows.ts'
import { lockProcesses } from './sql/find-processes.ts'
import { claimKeys, keyOf, releaseKeys } from './sql/process-keys.ts'
import { type ProcessUpdate, updateProcesses } from './sql/update-processes.ts'

/** One change of one process. */
export interface Change {
  processId: string
  action: { kind: 'change'; intent: Intent; event?: string } | { kind: 'delete' } | { kind: 'restore' }
  /** the version that the caller saw; another one now is refused */
  ifVersion?: readonly number[] | undefined
}

/** The same for changes that may name a process several times: each comes after those before it. */
export async function updateInTurns(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  changes: readonly Change[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  while (outcomes.length < changes.length) {
    const seen = new Set<string>()
    let end = outcomes.length
    for (let next = changes[end]; next && !seen.has(next.processId); next = changes[++end]) seen.add(next.processId)
    outcomes.push(...(await updateMany(tx, scope, model, procedure, changes.slice(outcomes.length, end))))
  }
  return outcomes
}

/**
 * Changes processes, each at most once, in few statements however many they are. What is refused changes nothing of that process and leaves
 * the others alone.
 */
export async function updateMany(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  changes: readonly Change[],
): Promise<Outcome[]> {
  const at = new Date()
  const locked = await lockProcesses(tx, scope, procedure, [...new Set(changes.map((change) => change.processId))])
  const updates: ProcessUpdate[] = []
  const outcomes: Outcome[] = []
  for (const change of changes) {
    const before = locked.get(change.processId)
    const refusal = refuse(scope, procedure, before, change)
    if (refusal || !before) {
      outcomes.push({ error: refusal ?? gone(procedure) })
      continue
    }
    const planned = plan(model, procedure, before, change, at)
    const error = 'error' in planned ? planned.error : await moveKeys(tx, scope, procedure, before, planned.after)
    if ('error' in planned || error) {
      outcomes.push({ error: error ?? (planned as { error: NadiError }).error })
      continue
    }
    if (!planned.update) {
      outcomes.push({ row: before, wasMerged: false })
      continue
    }
    updates.push(planned.update)
    const after = { ...planned.after, version: before.version + 1 }
    locked.set(change.processId, after)
    outcomes.push({ row: after, wasMerged: false })
  }
  if (updates.length > 0) await updateProcesses(tx, scope, updates)
  return outcomes
}

const gone = (procedure: Procedure): NadiError =>
  new NotFound(`There is no such ${procedure.shortId} in this team, or the role may not see it.`, {
    code: 'no_such_process',
    path: 'processId',
    hint: `POST /v1/ext/procedure/${procedure.shortId}/process/list finds the ids.`,
  })

function refuse(
  scope: Scope,
  procedure: Procedure,
  row: ProcessRow | undefined,
  change: Change,
): NadiError | undefined {
  const access = accessTo(scope.role, procedure.id)
  const wantsDeleted = change.action.kind === 'restore'
  if (!row || !isWithin(access.read, scope, row) || (row.deletedAt !== null && !wantsDeleted)) return gone(procedure)
  if (!isWithin(access.write, scope, row)) {
    return new Forbidden(`The role "${scope.role.name}" may see this ${procedure.shortId} but not change it.`, {
      code: 'process_read_only',
    })
  }
  if (change.ifVersion && !change.ifVersion.includes(row.version)) {
    return new PreconditionFailed(
      `This ${procedure.shortId} was changed meanwhile: its version is ${row.version} now.`,
      {
        path: 'If-Match',
        hint: 'Fetch it again, look at what changed, and send the change with the new ETag.',
      },
    )
  }
  return undefined
}

type Planned = { error: NadiError } | { after: ProcessRow; update: ProcessUpdate | undefined }

function plan(model: TeamModel, procedure: Procedure, before: ProcessRow, { action }: Change, at: Date): Planned {
  const sideOf = (row: ProcessRow) =>
    row.deletedAt ? noSideRows : sideRows(procedure.attributes, row.data, row.derivedData)
  if (action.kind === 'change') {
    const wrong = allProblems(action.intent)
    if (wrong.length > 0) return { error: new BadInput(wrong) }
    const { row: after, problems } = changedRow(model, procedure, before, action.intent, at)
    if (problems.length > 0) return { error: new BadInput(problems) }
    const event = changeEvent(procedure, before, after, action.event)
    if (!event) return { after, update: undefined }
    const record = after.record !== before.record ? after.record : null
    return { after, update: { row: after, record, event, ...sideRowChanges(sideOf(before), sideOf(after)) } }
  }
  const isDeletion = action.kind === 'delete'
  if (!isDeletion && before.deletedAt === null) return { after: before, update: undefined }
  const after = { ...before, deletedAt: isDeletion ? at : null, updatedAt: at }
  const event = isDeletion ? deletionEvent(procedure, before) : restorationEvent(procedure, after)
  return { after, update: { row: after, record: null, event, ...sideRowChanges(sideOf(before), sideOf(after)) } }
}

/** Gives up the keys that the process no longer holds and claims its new ones; where one is taken, all is as it was. */
async function moveKeys(
  tx: Tx,
  scope: Scope,
  procedure: Procedure,
  before: ProcessRow,
  after: ProcessRow,
): Promise<NadiError | undefined> {
  const held = before.deletedAt ? [] : keysOf(procedure, before)
  const wanted = after.deletedAt ? [] : keysOf(procedure, after)
  const heldKeys = new Set(held.map(keyOf))
  const wantedKeys = new Set(wanted.map(keyOf))
  const claims = wanted.filter((key) => !heldKeys.has(keyOf(key)))
  if (claims.length > 0) {
    const owners = await claimKeys(tx, scope, claims)
    const taken = claims.find((claim) => owners.get(keyOf(claim)) !== after.id)
    if (taken) {
      await releaseKeys(
        tx,
        scope,
        claims.filter((claim) => owners.get(keyOf(claim)) === after.id),
      )
      return taken && keyTaken(procedure, taken, owners.get(keyOf(taken)) ?? '')
    }
  }
  await releaseKeys(
    tx,
    scope,
    held.filter((key) => !wantedKeys.has(keyOf(key))),
  )
  return undefined
}

/** Says which process has the key. */
export class KeyTaken extends Conflict {
  readonly owner: string

  constructor(message: string, detail: ProblemDetail, owner: string) {
    super(message, detail)
    this.owner = owner
  }
}

export function keyTaken(procedure: Procedure, key: { attributeId: string; value: string }, owner: string): KeyTaken {
  const attribute = procedure.attributes.attributes.find((each) => each.id === key.attributeId)
  const name = attribute?.shortId ?? 'key'
  const detail = {
    code: 'key_taken',
    path: `data.${name}`,
    hint: `It is the ${procedure.shortId} ${owner}: update that one, or give another ${name}.`,
  }
  return new KeyTaken(`Another ${procedure.shortId} has the ${name} "${key.value}" already.`, detail, owner)
}
