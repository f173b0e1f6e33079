import type { Tx } from '../../database/database.ts'
import { BadInput, Conflict, Forbidden, type NadiError, NotFound, type Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { StoredValue } from '../attributes/types.ts'
import type { Procedure, Status, TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'
import { isWithin } from './access.ts'
import { creationEvent } from './events.ts'
import { allProblems, type Intent, partsOf, readIntent } from './intent.ts'
import { joinRecords } from './join-records.ts'
import { derivedOf, newRow } from './next-row.ts'
import { type Numbers, numberIn } from './numbering.ts'
import type { Outcome } from './outcome.ts'
import { resolveReferences } from './references.ts'
import type { KeyClaim, ProcessRow } from './row.ts'
import { keysOf, sideRows } from './side-rows.ts'
import { copyProcesses } from './sql/copy-processes.ts'
import { insertProcesses } from './sql/insert-processes.ts'
import { claimKeys, keyOf, releaseKeys } from './sql/process-keys.ts'
import type { ProcessInput } from './types.ts'
import { keyTaken, updateInTurns } from './update-many.ts'

/** What creating takes from outside. */
export interface Making {
  newId: () => string
  numbering: Numbers
}

export interface CreateInput {
  input: ProcessInput
  /** how the row's errors name their place: `` for a single body, `3.` for the third row of a bulk call */
  prefix: string
  given?: Given
}

/** What an import takes as it was elsewhere. Such a row is never merged, and its history is written by whoever imports it. */
export interface Given {
  id: string
  createdAt: Date
  updatedAt: Date
  createdBy: string | null
  /** also one that is not what the state implies */
  status: Status | undefined
  /** also a user who is not active any more */
  assignedTo: string | null | undefined
  /** of a record that is made with it */
  recordId?: string
  /** what was wrong with the rest of the row */
  problems: Problem[]
}

/** Below it one statement is quicker than one COPY for each table. */
const fewestToCopy = 50

interface Draft {
  index: number
  source: CreateInput
  intent: Intent
  row: ProcessRow
  keys: KeyClaim[]
}

/**
 * Creates processes, merging those that name a known phone number, in few statements however many they are. A refused row leaves the others
 * alone; the outcomes are in the order of the inputs.
 */
export async function createMany(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  inputs: readonly CreateInput[],
  making: Making,
): Promise<Outcome[]> {
  const outcomes = new Array<Outcome>(inputs.length)
  const at = new Date()
  const intents = inputs.map(({ input, prefix }) => readIntent(model, procedure, input, { mode: 'create', prefix }))
  await resolveReferences(tx, scope, model, intents.flatMap(partsOf))
  let waiting: Draft[] = []
  for (const [index, intent] of intents.entries()) {
    const source = inputs[index]
    if (!source) continue
    const { given } = source
    if (given?.assignedTo !== undefined) intent.assignedTo = given.assignedTo
    const problems = [...(given?.problems ?? []), ...allProblems(intent)]
    const refusal = problems.length > 0 ? new BadInput(problems) : outsideReach(scope, procedure, intent)
    if (refusal) {
      outcomes[index] = { error: refusal }
      continue
    }
    const made = { id: given?.id ?? making.newId(), recordId: given?.recordId ?? making.newId(), at }
    const row = newRow(scope, model, procedure, intent, made)
    if (given) takeGiven(row, given)
    waiting.push({ index, source, intent, row, keys: [] })
  }
  await joinGivenRecords(tx, scope, model, procedure, waiting, outcomes)
  waiting = waiting.filter((draft) => outcomes[draft.index] === undefined)

  // a row that waited to be merged into one that was then refused is tried anew
  while (waiting.length > 0) {
    const { created, merging } = await claimMergingKeys(tx, scope, procedure, waiting)
    const accepted = await claimOtherKeys(tx, scope, model, procedure, created, making, outcomes)
    await (accepted.length < fewestToCopy ? insertProcesses : copyProcesses)(
      tx,
      scope,
      accepted.map(({ row, source }) => ({
        row,
        keys: [],
        side: sideRows(procedure.attributes, row.data, row.derivedData),
        event: source.given ? null : creationEvent(procedure, row),
      })),
    )
    for (const draft of accepted) outcomes[draft.index] = { row: draft.row, wasMerged: false }
    const refusedIds = new Set(created.filter((draft) => !accepted.includes(draft)).map((draft) => draft.row.id))
    waiting = merging.filter(({ owner }) => refusedIds.has(owner)).map(({ draft }) => draft)
    await mergeEach(
      tx,
      scope,
      model,
      procedure,
      merging.filter(({ owner }) => !refusedIds.has(owner)),
      outcomes,
    )
  }
  return outcomes
}

function takeGiven(row: ProcessRow, { createdAt, updatedAt, createdBy, status }: Given): void {
  if (status) row.status = status
  Object.assign(row, { createdAt, updatedAt, createdBy })
  if (row.record) row.record = { ...row.record, createdAt, updatedAt, createdBy }
}

/** A role that reaches only its own processes makes them its own. */
function outsideReach(scope: Scope, procedure: Procedure, intent: Intent): NadiError | undefined {
  const { write } = accessTo(scope.role, procedure.id)
  if (write === 'all') return undefined
  if (intent.assignedTo === undefined) intent.assignedTo = scope.userId
  if (isWithin(write, scope, { assignedTo: intent.assignedTo, podId: intent.podId ?? null })) return undefined
  return new Forbidden(`The role "${scope.role.name}" may make a ${procedure.shortId} only within its own reach.`, {
    code: 'outside_reach',
    path: 'assignedTo',
    hint: 'Leave assignedTo out: it is then yours.',
  })
}

async function joinGivenRecords(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  drafts: readonly Draft[],
  outcomes: Outcome[],
): Promise<void> {
  const joining = drafts.filter((draft) => draft.intent.recordId !== undefined)
  if (joining.length === 0 || !procedure.entity) return
  const joined = await joinRecords(
    tx,
    scope,
    model,
    procedure.entity,
    joining.map(({ intent }) => ({ recordId: intent.recordId ?? '', data: intent.recordData })),
  )
  for (const [position, draft] of joining.entries()) {
    const record = joined[position]
    if (record) draft.row.record = record
    else {
      const path = `${draft.source.prefix}record.id`
      outcomes[draft.index] = {
        error: new NotFound(`There is no ${procedure.entity.shortId} record ${draft.intent.recordId} in this team.`, {
          path,
        }),
      }
    }
  }
}

/** Of rows with the same number the first makes the process, unless there is one already; the others are merged into it. */
async function claimMergingKeys(tx: Tx, scope: Scope, procedure: Procedure, drafts: readonly Draft[]) {
  const attributeId = procedure.merging?.attribute.id
  const mergingKeyOf = (draft: Draft) =>
    draft.source.given ? undefined : keysOf(procedure, draft.row).find((key) => key.attributeId === attributeId)
  const claims = drafts.flatMap((draft) => mergingKeyOf(draft) ?? [])
  const owners = await claimKeys(tx, scope, claims)
  const created: Draft[] = []
  const merging: { draft: Draft; owner: string }[] = []
  for (const draft of drafts) {
    const key = mergingKeyOf(draft)
    const owner = key && owners.get(keyOf(key))
    if (!key || owner === draft.row.id) {
      draft.keys = key ? [key] : []
      created.push(draft)
    } else if (owner) {
      merging.push({ draft, owner })
    }
  }
  return { created, merging }
}

/** Numbers the rows that need it and claims their primary keys and unique values. A row whose key is taken gives its others back. */
async function claimOtherKeys(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  drafts: readonly Draft[],
  { numbering }: Making,
  outcomes: Outcome[],
): Promise<Draft[]> {
  const shortId = procedure.primaryKey?.shortId
  const numbered = new Set<Draft>()
  if (procedure.numbering && shortId) {
    for (const draft of drafts) if (draft.row.data[shortId] === undefined) numbered.add(draft)
    const highest = Math.max(0, ...drafts.map((draft) => numberIn(procedure, draft.row.data[shortId]) ?? 0))
    if (highest > 0) await numbering.pass(scope, procedure, highest)
  }
  const accepted: Draft[] = []
  let waiting = [...drafts]
  while (waiting.length > 0) {
    const unnumbered = waiting.filter((draft) => numbered.has(draft))
    const numbers = unnumbered.length > 0 ? await numbering.next(scope, procedure, unnumbered.length) : []
    for (const [position, draft] of unnumbered.entries()) {
      setNumber(model, procedure, draft.row, numbers[position])
    }
    const wanted = waiting.map((draft) => ({
      draft,
      keys: keysOf(procedure, draft.row).filter((key) => !draft.keys.some((held) => keyOf(held) === keyOf(key))),
    }))
    const owners = await claimKeys(
      tx,
      scope,
      wanted.flatMap(({ keys }) => keys),
    )
    waiting = []
    for (const { draft, keys } of wanted) {
      const taken = keys.find((key) => owners.get(keyOf(key)) !== draft.row.id)
      const held = keys.filter((key) => owners.get(keyOf(key)) === draft.row.id)
      if (!taken) {
        accepted.push(draft)
        continue
      }
      const isNumberTaken = numbered.has(draft) && taken.attributeId === procedure.primaryKey?.id
      await releaseKeys(tx, scope, isNumberTaken ? held : [...held, ...draft.keys])
      if (isNumberTaken) waiting.push(draft)
      else outcomes[draft.index] = { error: keyTaken(procedure, taken, owners.get(keyOf(taken)) ?? '') }
    }
  }
  return accepted
}

/** Gives a new process its number, which formulas may use. */
export function setNumber(
  model: TeamModel,
  procedure: Procedure,
  row: ProcessRow,
  number: StoredValue | undefined,
): void {
  if (!procedure.primaryKey || number === undefined) return
  row.data = { ...row.data, [procedure.primaryKey.shortId]: number }
  row.derivedData = derivedOf(model, procedure.attributes, row.data)
}

/** Merges in the order of the rows: given values win, the old ones stand in history. The lead keeps its own primary key. */
async function mergeEach(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  merges: readonly { draft: Draft; owner: string }[],
  outcomes: Outcome[],
): Promise<void> {
  const intents = merges.map(({ draft }) => {
    const intent = readIntent(model, procedure, draft.source.input, { mode: 'update', prefix: draft.source.prefix })
    if (procedure.primaryKey) delete intent.data.values[procedure.primaryKey.shortId]
    return intent
  })
  await resolveReferences(tx, scope, model, intents.flatMap(partsOf))
  const changes = merges.map(({ owner }, position) => ({
    processId: owner,
    action: { kind: 'change' as const, intent: intents[position] as Intent, event: 'process.merged' },
  }))
  const results = await updateInTurns(tx, scope, model, procedure, changes)
  for (const [position, { draft }] of merges.entries()) {
    const result = results[position]
    if (!result) continue
    outcomes[draft.index] =
      'error' in result ? { error: unmergeable(procedure, result.error) } : { ...result, wasMerged: true }
  }
}

const unmergeable = (procedure: Procedure, error: NadiError): NadiError =>
  error instanceof NotFound
    ? new Conflict(
        `A ${procedure.shortId} with this ${procedure.merging?.attribute.shortId} exists where this key can't see it.`,
        {
          code: 'merge_outside_reach',
          path: `data.${procedure.merging?.attribute.shortId}`,
          hint: 'Ask someone whose role sees it.',
        },
      )
    : error
