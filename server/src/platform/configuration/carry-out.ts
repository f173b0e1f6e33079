import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../database/database.ts'
import { type NewEvent, recordEvents } from '../../events/record.ts'
import { addJob } from '../../jobs/add.ts'
import type { Scope } from '../../scope.ts'
import type { StoredValue } from '../attributes/types.ts'
import type { TeamModel } from '../model/types.ts'
import { reindexAttributes } from '../processes/reindex.ts'
import { deriveRecordsAnew } from '../records/derive-anew.ts'
import { attributeChange, reread, toAttribute } from './attribute-change.ts'
import type { Difference } from './compare.ts'
import { holderOf } from './effects.ts'
import type { Inventory } from './inventory.ts'
import { fieldsOf } from './items.ts'
import type { AttributeSpec, ModelSpec, ProcedureSpec, StateSpec } from './spec.ts'
import {
  followStatus,
  type HeldValue,
  type Holder,
  moveOutOfState,
  readValues,
  replaceValues,
} from './sql/held-data.ts'

interface Carrying {
  differences: readonly Difference[]
  inventory: Inventory
  target: ModelSpec
  /** with those of new things */
  ids: ReadonlyMap<string, string>
  /** as the transaction has left it */
  model: TeamModel
}

/** Writers go by a cached model for five seconds at most, and none takes longer than this. */
const longestWriteMs = 60_000
const catchUpSeconds = 15

/** Makes processes, records and tasks follow their changed model: values are read anew, states moved, side tables filled. */
export async function carryOut(tx: Tx, scope: Scope, carrying: Carrying): Promise<void> {
  const { differences, ids, model } = carrying
  const since = Date.now() - longestWriteMs
  const stale = new Stale(ids)
  for (const difference of differences) {
    switch (difference.kind) {
      case 'attribute':
        await followAttribute(tx, scope, difference, carrying, stale)
        break
      case 'state':
        await followState(tx, scope, difference, carrying, stale)
        break
      case 'procedure':
        for (const attribute of keyAttributes(difference)) stale.attribute(difference.path, attribute)
        break
    }
  }
  for (const [procedureId, attributeIds] of stale.procedures) {
    const procedure = model.procedures.get(procedureId)
    if (!procedure) continue
    await reindexAttributes(tx, scope, model, procedure, attributeIds)
    const late = { teamId: scope.teamId, procedureId, attributeIds: [...attributeIds], since }
    await addJob(tx, 'catch-up', late, { delaySeconds: catchUpSeconds })
  }
  for (const entityId of stale.entities) {
    const entity = model.entities.get(entityId)
    if (entity) await deriveRecordsAnew(tx, scope, model, entity)
  }
}

/** What does not follow the model yet. */
class Stale {
  /** attributes whose side tables must be filled anew, by procedure */
  readonly procedures = new Map<string, Set<string>>()
  /** entities whose derived data must be computed anew */
  readonly entities = new Set<string>()
  readonly #ids: ReadonlyMap<string, string>

  constructor(ids: ReadonlyMap<string, string>) {
    this.#ids = ids
  }

  procedure(path: string): Set<string> {
    const id = this.#ids.get(path)
    if (id === undefined) throw new Error(`There is no id for ${path}.`)
    const attributes = this.procedures.get(id) ?? new Set()
    this.procedures.set(id, attributes)
    return attributes
  }

  attribute(procedurePath: string, shortId: string | null | undefined): void {
    const id = this.#ids.get(`${procedurePath}.attributes.${shortId}`)
    if (id !== undefined) this.procedure(procedurePath).add(id)
  }

  entity(path: string): void {
    const id = this.#ids.get(path)
    if (id !== undefined) this.entities.add(id)
  }
}

async function followAttribute(
  tx: Tx,
  scope: Scope,
  { action, path, before, after }: Difference,
  { inventory, target }: Carrying,
  stale: Stale,
): Promise<void> {
  const item = after ?? before
  const holder = holderOf(path, inventory)
  // nothing is there of what is new
  if (!item || !holder) return
  const was = before?.fields as AttributeSpec | undefined
  const spec = after?.fields as AttributeSpec | undefined
  const change = was && spec && attributeChange(was, spec)
  if (change?.rereads && spec) await rereadValues(tx, scope, holder, item.key, spec, target)
  const isComputed = action === 'add' && spec?.formula != null
  if (action !== 'remove' && action !== 'restore' && !change?.reindexes && !isComputed) return
  if (holder.kind === 'record') stale.entity(item.parent)
  if (holder.kind !== 'process') return
  stale.attribute(item.parent, item.key)
  if (!change?.rereads) return
  // what is computed from it may come out otherwise
  for (const [shortId, { formula }] of target.procedures.get(item.parent.split('.')[1] ?? '')?.attributes ?? []) {
    if (formula !== null) stale.attribute(item.parent, shortId)
  }
}

async function rereadValues(
  tx: Tx,
  scope: Scope,
  holder: Holder,
  shortId: string,
  spec: AttributeSpec,
  target: ModelSpec,
): Promise<void> {
  const attribute = toAttribute(shortId, spec)
  for await (const chunk of readValues(tx, scope, holder, shortId)) {
    const changed = chunk.flatMap(({ id, value }): { id: string; was: StoredValue; value: StoredValue }[] => {
      const read = reread(attribute, value, target.team)?.value ?? null
      return isDeepStrictEqual(read, value) ? [] : [{ id, was: value, value: read }]
    })
    if (changed.length === 0) continue
    await replaceValues(tx, scope, holder, shortId, changed satisfies HeldValue[])
    const events = changed.map(
      ({ id, was, value }): NewEvent => ({
        kind: `${holder.kind}.updated`,
        subjectId: id,
        ...(holder.kind === 'process' && { procedureId: holder.ownerId }),
        before: { data: { [shortId]: was } },
        after: { data: { [shortId]: value } },
      }),
    )
    await recordEvents(tx, scope, events)
  }
}

async function followState(
  tx: Tx,
  scope: Scope,
  { action, path, before, after, fields }: Difference,
  { ids, target }: Carrying,
  stale: Stale,
): Promise<void> {
  const item = after ?? before
  const procedureId = ids.get(item?.parent ?? '')
  const stateId = ids.get(path)
  const procedure = target.procedures.get(item?.parent.split('.')[1] ?? '')
  if (!item || !procedureId || !stateId || !procedure) return
  let told: { before: object; after: object }
  let moved: string[]
  if (action === 'remove') {
    const was = fieldsOf<StateSpec>(before)
    const to = procedure.defaultState
    const status = procedure.states.get(to)?.status ?? 'OPEN'
    const toId = ids.get(`${item.parent}.states.${to}`)
    if (!toId) throw new Error(`There is no id for the state ${to}.`)
    stale.procedure(item.parent)
    moved = await moveOutOfState(tx, scope, procedureId, stateId, { id: toId, status })
    told = { before: { state: item.key, status: was.status }, after: { state: to, status } }
  } else if (action === 'change' && fields.includes('status')) {
    const was = fieldsOf<StateSpec>(before)
    const { status } = fieldsOf<StateSpec>(after)
    moved = await followStatus(tx, scope, procedureId, stateId, { from: was.status, to: status })
    told = { before: { status: was.status }, after: { status } }
  } else return
  if (moved.length === 0) return
  stale.attribute(item.parent, procedure.merging?.attribute)
  const chunk = 2_000
  for (let first = 0; first < moved.length; first += chunk) {
    const events = moved
      .slice(first, first + chunk)
      .map((id): NewEvent => ({ kind: 'process.updated', subjectId: id, procedureId, ...told }))
    await recordEvents(tx, scope, events)
  }
}

/** Attributes whose values name processes, before or after. */
function keyAttributes({ action, before, after, fields }: Difference): (string | null | undefined)[] {
  if (action !== 'change' || !(fields.includes('primaryKey') || fields.includes('merging'))) return []
  const [was, is] = [fieldsOf<ProcedureSpec>(before), fieldsOf<ProcedureSpec>(after)]
  return [was.primaryKey, is.primaryKey, was.merging?.attribute, is.merging?.attribute]
}
