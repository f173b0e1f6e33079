import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { attributeChange, reread, toAttribute } from './attribute-change.ts'
import { type Effect, noEffect } from './change.ts'
import type { Difference } from './compare.ts'
import type { Inventory } from './inventory.ts'
import { fieldsOf } from './items.ts'
import type { AttributeSpec, ModelSpec, ProcedureSpec, StateSpec } from './spec.ts'
import {
  type Count,
  countAll,
  countHolding,
  countInState,
  countLacking,
  countShared,
  type Holder,
  readValues,
} from './sql/held-data.ts'

/** What is asked of the database to say what a difference does. */
interface Assessment {
  db: Reader
  scope: Scope
  inventory: Inventory
  target: ModelSpec
}

/** What a difference does to processes, records and tasks that are there. */
export async function assess(difference: Difference, asked: Assessment): Promise<Effect> {
  const { kind, action, path } = difference
  const id = asked.inventory.ids.get(path)
  switch (kind) {
    case 'attribute':
      return assessAttribute(difference, asked)
    case 'state':
      return id ? assessState(difference, id, asked) : noEffect
    case 'stateTask':
      return id && action === 'remove' ? removal({ kind: 'task', ownerId: id }, 'of it', asked) : noEffect
    case 'procedure':
      if (id && action === 'remove') return removal({ kind: 'process', ownerId: id }, 'of it', asked)
      return id && action === 'change' ? assessProcedure(difference, id, asked) : noEffect
    case 'entity':
      return id && action === 'remove' ? removal({ kind: 'record', ownerId: id }, 'of it', asked) : noEffect
    default:
      return noEffect
  }
}

/** What holds the values of an attribute; undefined where its owner is new, so that nothing does yet. */
export function holderOf(path: string, { ids }: Pick<Inventory, 'ids'>): Holder | undefined {
  const owner = path.split('.').slice(0, -2)
  const ownerId = ids.get(owner.join('.'))
  if (ownerId === undefined) return undefined
  return { kind: owner[0] === 'entities' ? 'record' : owner.length > 2 ? 'task' : 'process', ownerId }
}

const plurals = { process: 'processes', record: 'records', task: 'tasks' } as const

export function counted(kind: Holder['kind'], { total, deleted }: Count): string {
  const text = `${total.toLocaleString('en')} ${total === 1 ? kind : plurals[kind]}`
  return deleted > 0 ? `${text} (${deleted.toLocaleString('en')} of them deleted)` : text
}

const touching = (kind: Holder['kind'], count: number): Effect => ({ ...noEffect, [plurals[kind]]: count })

async function removal(holder: Holder, what: string, { db, scope }: Assessment): Promise<Effect> {
  const held = await countAll(db, scope, holder)
  if (held.total === 0) return noEffect
  return { ...touching(holder.kind, held.total), loss: `There ${areIs(held)} ${counted(holder.kind, held)} ${what}.` }
}

const areIs = ({ total }: Count): string => (total === 1 ? 'is' : 'are')
const holdHolds = ({ total }: Count): string => (total === 1 ? 'holds' : 'hold')
const lackLacks = ({ total }: Count): string => (total === 1 ? 'lacks' : 'lack')

async function assessAttribute(difference: Difference, asked: Assessment): Promise<Effect> {
  const { action, path, before, after } = difference
  const holder = holderOf(path, asked.inventory)
  if (!holder) return noEffect
  const key = (after ?? before)?.key ?? ''
  const spec = after?.fields as AttributeSpec | undefined
  const was = before?.fields as AttributeSpec | undefined
  if (!spec) {
    const held =
      was?.formula === null ? await countHolding(asked.db, asked.scope, holder, key) : { total: 0, deleted: 0 }
    if (held.total === 0) return noEffect
    return {
      ...touching(holder.kind, held.total),
      loss: `${capital(counted(holder.kind, held))} ${holdHolds(held)} a value of it.`,
    }
  }
  const change = was && attributeChange(was, spec)
  const checks: Effect[] = []
  if (spec.formula !== null && (action !== 'change' || was?.formula !== spec.formula)) {
    const all = await countAll(asked.db, asked.scope, holder)
    checks.push({
      ...touching(holder.kind, all.total),
      note: all.total > 0 ? `It is computed for ${counted(holder.kind, all)}.` : null,
    })
  }
  if (spec.required && spec.formula === null && (action !== 'change' || change?.becomesRequired)) {
    checks.push(await assessRequired(holder, key, asked))
  }
  if (change && (change.rereads || change.tightens)) {
    checks.push(await assessValues(holder, key, spec, change.rereads, asked))
  }
  if (holder.kind === 'process' && spec.unique && (action !== 'change' || change?.becomesUnique)) {
    checks.push(await assessUnique(holder.ownerId, key, asked))
  }
  if (action === 'restore' || change?.reindexes) {
    checks.push(touching(holder.kind, (await countHolding(asked.db, asked.scope, holder, key)).total))
  }
  return sum(checks)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

async function assessRequired(holder: Holder, key: string, { db, scope }: Assessment): Promise<Effect> {
  const lacking = await countLacking(db, scope, holder, key)
  if (lacking.total === 0) return noEffect
  return {
    ...touching(holder.kind, lacking.total),
    loss: `It is required, and ${counted(holder.kind, lacking)} ${lackLacks(lacking)} it.`,
  }
}

async function assessValues(
  holder: Holder,
  key: string,
  spec: AttributeSpec,
  rereads: boolean,
  { db, scope, target }: Assessment,
): Promise<Effect> {
  const attribute = toAttribute(key, spec)
  let held = 0
  let unreadable = 0
  for await (const chunk of readValues(db, scope, holder, key)) {
    held += chunk.length
    unreadable += chunk.filter(({ value }) => !reread(attribute, value, target.team)).length
  }
  const effect = touching(holder.kind, held)
  if (unreadable === 0) return effect
  const which = `${counted(holder.kind, { total: unreadable, deleted: 0 })} ${unreadable === 1 ? 'holds' : 'hold'} a value`
  return rereads
    ? { ...effect, loss: `${capital(which)} that it could not keep.` }
    : { ...effect, note: `${capital(which)} outside of its limits, which stays until it is changed.` }
}

async function assessUnique(procedureId: string, key: string, { db, scope }: Assessment): Promise<Effect> {
  const shared = await countShared(db, scope, procedureId, key)
  if (shared === 0) return noEffect
  const values = shared === 1 ? 'one value stands' : `${shared.toLocaleString('en')} values stand`
  return { ...noEffect, blocked: `It cannot be unique: ${values} in more than one process. Change those first.` }
}

async function assessState(
  { action, before, after, fields }: Difference,
  id: string,
  asked: Assessment,
): Promise<Effect> {
  const item = after ?? before
  const procedureId = asked.inventory.ids.get(item?.parent ?? '')
  const statusChanges = action === 'change' && fields.includes('status')
  if (!procedureId || (action !== 'remove' && !statusChanges)) return noEffect
  const standing = await countInState(asked.db, asked.scope, procedureId, id)
  if (standing.total === 0) return noEffect
  const stands = standing.total === 1 ? 'stands' : 'stand'
  const effect = { ...noEffect, processes: standing.total }
  if (statusChanges) {
    const status = fieldsOf<StateSpec>(after).status
    return {
      ...effect,
      note: `${capital(counted('process', standing))} ${stands} in it and ${standing.total === 1 ? 'follows' : 'follow'} to ${status}.`,
    }
  }
  const procedure = asked.target.procedures.get(item?.parent.split('.')[1] ?? '')
  return {
    ...effect,
    loss: `${capital(counted('process', standing))} ${stands} in it and would move to ${procedure?.defaultState}.`,
  }
}

async function assessProcedure({ after, fields }: Difference, procedureId: string, asked: Assessment): Promise<Effect> {
  const { primaryKey, merging } = fieldsOf<ProcedureSpec>(after)
  const holder: Holder = { kind: 'process', ownerId: procedureId }
  const checks: Effect[] = []
  if (fields.includes('primaryKey') && primaryKey !== null) {
    const lacking = await countLacking(asked.db, asked.scope, holder, primaryKey)
    if (lacking.total > 0) {
      checks.push({
        ...touching('process', lacking.total),
        blocked: `${primaryKey} cannot be the primary key: ${counted('process', lacking)} ${lackLacks(lacking)} it.`,
      })
    }
    checks.push(await assessUnique(procedureId, primaryKey, asked))
  }
  if (fields.includes('merging') && merging !== null) {
    const shared = await countShared(asked.db, asked.scope, procedureId, merging.attribute)
    const note = `${shared.toLocaleString('en')} numbers stand in more than one process; the newest of each is the one that others join.`
    checks.push({ ...noEffect, note: shared > 0 ? note : null })
  }
  return sum(checks)
}

/** Several findings on one change. */
function sum(effects: readonly Effect[]): Effect {
  const both = (field: 'loss' | 'blocked' | 'note'): string | null =>
    effects.flatMap((effect) => effect[field] ?? []).join(' ') || null
  const most = (field: 'processes' | 'records' | 'tasks'): number =>
    Math.max(0, ...effects.map((effect) => effect[field]))
  return {
    processes: most('processes'),
    records: most('records'),
    tasks: most('tasks'),
    loss: both('loss'),
    blocked: both('blocked'),
    note: both('note'),
  }
}
