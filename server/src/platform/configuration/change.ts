import { isDeepStrictEqual } from 'node:util'
import type { EnumOption } from '../attributes/types.ts'
import type { Action, Difference } from './compare.ts'
import { writeAttribute, writeEntity, writeProcedure, writeState, writeStateTask } from './document/write.ts'
import type { Item, Kind } from './items.ts'
import type { AttributeSpec, EntitySpec, ModelSpec, ProcedureSpec, StateSpec, StateTaskSpec } from './spec.ts'

/** What a difference does to the data that is there. */
export interface Effect {
  /** how many are touched */
  processes: number
  records: number
  tasks: number
  /** why it is refused unless `allowLoss` says so; null where nothing is lost */
  loss: string | null
  /** why it is refused whatever is allowed */
  blocked: string | null
  /** what happens to them, to be added to the sentence */
  note: string | null
}

export const noEffect: Effect = { processes: 0, records: 0, tasks: 0, loss: null, blocked: null, note: null }

/** A change as a plan tells it. */
export interface Change {
  /** `attribute.add`, `state.change` … */
  kind: `${Kind}.${Action}`
  path: string
  /** as a document would say it: the whole thing, or only the fields that change */
  before: unknown
  after: unknown
  losesData: boolean
  /** why it is refused; null where it is not */
  reason: string | null
  /** true where not even `allowLoss` lets it through */
  isBlocked: boolean
  processes: number
  records: number
  tasks: number
  sentence: string
}

export function toChange(
  difference: Difference,
  effect: Effect,
  models: { before: ModelSpec; after: ModelSpec },
): Change {
  const { action, kind, path, before, after, fields } = difference
  const names = said(fields, before, after)
  const only = (item: Item | undefined): unknown =>
    item && Object.fromEntries(names.map((name) => [name, fieldsSaid(item)[name] ?? null]))
  const isPart = action === 'change' || action === 'reorder'
  return {
    kind: `${kind}.${action}`,
    path,
    before: isPart ? only(before) : action === 'remove' ? whole(before, models.before) : null,
    after: isPart ? only(after) : action === 'remove' ? null : whole(after, models.after),
    losesData: effect.loss !== null,
    reason: effect.blocked ?? effect.loss,
    isBlocked: effect.blocked !== null,
    processes: effect.processes,
    records: effect.records,
    tasks: effect.tasks,
    sentence: [`${sentenceOf(difference)}.`, effect.note, effect.blocked ?? effect.loss].filter(Boolean).join(' '),
  }
}

function whole(item: Item | undefined, model: ModelSpec): unknown {
  if (!item) return null
  switch (item.kind) {
    case 'entity':
      return writeEntity(model.entities.get(item.key) as EntitySpec, item.key)
    case 'procedure':
      return writeProcedure(model.procedures.get(item.key) as ProcedureSpec, item.key)
    case 'stateTask': {
      const procedure = model.procedures.get(item.parent.split('.')[1] ?? '')
      return writeStateTask(procedure?.stateTasks.get(item.key) as StateTaskSpec, item.key)
    }
    case 'attribute':
      return writeAttribute(item.fields as AttributeSpec, item.key)
    case 'state':
      return writeState(item.fields as StateSpec, item.key)
    default:
      return item.fields
  }
}

const nouns: Record<Kind, string> = {
  team: 'team',
  entity: 'entity',
  procedure: 'procedure',
  state: 'state',
  attribute: 'attribute',
  attributeGroup: 'attribute group',
  stateTask: 'state task',
  role: 'role',
  pod: 'pod',
  skill: 'skill',
  user: 'user',
}

const verbs: Record<Action, string> = {
  add: 'is added',
  restore: 'comes back',
  change: 'changes',
  remove: 'is removed',
  reorder: 'are put in another order',
}

/** `The attribute city of procedures.lead changes: type from string to text`, without what it does to data. */
function sentenceOf({ action, kind, path, before, after, fields }: Difference): string {
  if (action === 'reorder')
    return `The ${nouns[kind]}s of ${path.split('.').slice(0, -1).join('.') || 'the team'} ${verbs[action]}`
  const item = (after ?? before) as Item
  const whose = item.parent ? ` of ${ownerName(item.parent)}` : ''
  const subject = kind === 'team' ? 'The team' : `The ${nouns[kind]} ${item.key}${whose}`
  if (fields.length === 0 || !before || !after) return `${subject} ${verbs[action]}`
  return `${subject} ${verbs[action]}: ${said(fields, before, after)
    .map((name) => fieldChange(name, fieldsSaid(before)[name], fieldsSaid(after)[name]))
    .join(', ')}`
}

/** The fields of a thing as a document names them: an attribute's options stand beside its type. */
function fieldsSaid({ kind, fields }: Item): Record<string, unknown> {
  if (kind !== 'attribute') return fields as Record<string, unknown>
  const { options, ...others } = fields as AttributeSpec
  return { ...others, ...options }
}

function said(fields: readonly string[], before: Item | undefined, after: Item | undefined): string[] {
  if (!before || !after || after.kind !== 'attribute' || !fields.includes('options')) return [...fields]
  const [was, is] = [fieldsSaid(before), fieldsSaid(after)]
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].filter((name) => !isDeepStrictEqual(was[name], is[name]))
}

function fieldChange(name: string, was: unknown, is: unknown): string {
  if (name !== 'options' || !Array.isArray(was) || !Array.isArray(is))
    return `${name} from ${shown(was)} to ${shown(is)}`
  const values = (choices: EnumOption[]) => new Set(choices.map(({ value }) => value))
  const gone = [...values(was)].filter((value) => !values(is).has(value))
  const come = [...values(is)].filter((value) => !values(was).has(value))
  const how = [gone.length > 0 && `lose ${gone.join(', ')}`, come.length > 0 && `gain ${come.join(', ')}`]
  return `options ${how.filter(Boolean).join(' and ') || 'are named or ordered otherwise'}`
}

/** `procedures.lead.stateTasks.call` → `lead.call` */
const ownerName = (path: string): string =>
  path
    .split('.')
    .filter((_, index) => index % 2 === 1)
    .join('.')

function shown(value: unknown): string {
  const text =
    value === null || value === undefined ? 'none' : typeof value === 'string' ? value || '""' : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
