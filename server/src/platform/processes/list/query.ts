import type { Comparison } from '../../attributes/comparison.ts'
import { typeOf } from '../../attributes/type-registry.ts'
import type { Attribute } from '../../attributes/types.ts'

/** Root fields of a process that a list compares. */
export type FieldName =
  | 'id'
  | 'status'
  | 'state'
  | 'assignedTo'
  | 'belongsTo'
  | 'createdBy'
  | 'createdAt'
  | 'nextActionAt'

export type Bound = '>' | '>=' | '<' | '<='

/** A condition on an attribute. `in` without values matches nothing. */
export interface AttributeCondition {
  kind: 'attribute'
  attribute: Attribute
  test:
    | { kind: 'in'; values: readonly Comparison[] }
    | { kind: 'range'; bounds: readonly { operator: Bound; value: Comparison }[] }
    | { kind: 'text'; operator: 'contains' | 'startsWith'; text: string }
    | { kind: 'exists' }
}

/** A condition on a root field: uuids, names of statuses, or times in ISO 8601, as the columns hold them. */
export interface FieldCondition {
  kind: 'field'
  field: FieldName
  test:
    | { kind: 'in'; values: readonly string[] }
    | { kind: 'range'; bounds: readonly { operator: Bound; value: string }[] }
    | { kind: 'exists' }
}

/** What a process must be like. Two-valued: a condition on an absent value is false, and its negation true. */
export type Query =
  | { kind: 'all'; of: readonly Query[] }
  | { kind: 'any'; of: readonly Query[] }
  | { kind: 'not'; of: Query }
  | AttributeCondition
  | FieldCondition

export const not = (of: Query): Query => (of.kind === 'not' ? of.of : { kind: 'not', of })

/** Required together: nested ones laid flat, and bounds of one value joined to a range, so that a plan sees them side by side. */
export function all(queries: readonly Query[]): Query {
  const flat = joinRanges(queries.flatMap((query) => (query.kind === 'all' ? query.of : [query])))
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'all', of: flat }
}

export function any(queries: readonly Query[]): Query {
  const flat = queries.flatMap((query) => (query.kind === 'any' ? query.of : [query]))
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'any', of: flat }
}

/** The queries that a process must all match. */
export const conjuncts = (query: Query): readonly Query[] => (query.kind === 'all' ? query.of : [query])

/** Bounds of a multi value stay apart: different elements may meet each of them. */
function joinRanges(queries: readonly Query[]): Query[] {
  const joined: Query[] = []
  for (const query of queries) {
    const index = joined.findIndex((each) => isSameRange(each, query))
    const before = joined[index]
    if (before?.kind === 'attribute' && query.kind === 'attribute') {
      if (before.test.kind !== 'range' || query.test.kind !== 'range') continue
      joined[index] = { ...before, test: { kind: 'range', bounds: [...before.test.bounds, ...query.test.bounds] } }
    } else if (before?.kind === 'field' && query.kind === 'field') {
      if (before.test.kind !== 'range' || query.test.kind !== 'range') continue
      joined[index] = { ...before, test: { kind: 'range', bounds: [...before.test.bounds, ...query.test.bounds] } }
    } else joined.push(query)
  }
  return joined
}

function isSameRange(one: Query, other: Query): boolean {
  if (one.kind === 'attribute' && other.kind === 'attribute') {
    const isOne = one.attribute.id === other.attribute.id && !typeOf(one.attribute.type).isMulti
    return isOne && one.test.kind === 'range' && other.test.kind === 'range'
  }
  if (one.kind !== 'field' || other.kind !== 'field') return false
  return one.field === other.field && one.test.kind === 'range' && other.test.kind === 'range'
}
