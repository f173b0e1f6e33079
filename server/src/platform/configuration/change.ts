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
  const only = (item: Item | undefined): unknown =>
    item && Object.fromEntries(fields.map((name) => [name, (item.fields as Record<string, unknown>)[name]]))
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
  const how = fields.map((name) => {
    const [from, to] = [before, after].map((each) => shown((each.fields as Record<string, unknown>)[name]))
    return `${name} from ${from} to ${to}`
  })
  return `${subject} ${verbs[action]}: ${how.join(', ')}`
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
