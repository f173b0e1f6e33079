import {
  type Condition,
  type Filter,
  type Group,
  isComplete,
  newCondition,
  newGroup,
  type Operator,
  operators,
} from './filter.ts'
import { spanOf, spans } from './spans.ts'

/** Conditions as lists of the API take them. */
export type Where = Record<string, unknown>

/** The filter as the API takes it, without what is not complete; undefined where nothing is left. */
export function whereOf(group: Group): Where | undefined {
  const parts = group.of
    .map((each) => (each.kind === 'group' ? whereOf(each) : conditionOf(each)))
    .filter((part) => part !== undefined)
  if (parts.length === 0) return undefined
  const joined = group.join === 'or' && parts.length > 1 ? { or: parts } : allOf(parts)
  return group.isNot ? { not: joined } : joined
}

function conditionOf(condition: Condition): Where | undefined {
  if (!isComplete(condition)) return undefined
  const { field, operator, value } = condition
  if (operator === 'within') return { [field]: { ...spans.find(({ key }) => key === value)?.bounds } }
  if (operator === 'in' && Array.isArray(value)) return { [field]: value.length === 1 ? value[0] : value }
  return { [field]: operator === '=' ? value : { [operator]: value } }
}

/** One object where no key stands twice; what does not fit beside the others goes under `and`. */
function allOf(parts: readonly Where[]): Where {
  const together: Where = {}
  const rest: Where[] = []
  for (const part of parts) {
    if (Object.keys(part).some((key) => key in together)) rest.push(part)
    else Object.assign(together, part)
  }
  if (rest.length === 0) return together
  return 'and' in together ? { and: [together, ...rest] } : { ...together, and: rest }
}

/** What an address or a saved view says, as a filter that can be edited. Whatever makes no sense stays as it is: the API says what is wrong with it. */
export function filterOf(where: Where | undefined): Group {
  const group = groupOf(where ?? {})
  const [only] = group.of
  return group.of.length === 1 && only?.kind === 'group' && !only.isNot ? only : group
}

const groupOf = (where: Where): Group => newGroup(Object.entries(where).flatMap(([key, side]) => partsOf(key, side)))

function partsOf(key: string, side: unknown): Filter[] {
  if (key === 'not' && isObject(side)) return [{ ...single(groupOf(side)), isNot: true }]
  if (key === 'and' && Array.isArray(side)) return side.filter(isObject).map((each) => simplest(groupOf(each)))
  if (key === 'or' && Array.isArray(side)) {
    return [
      newGroup(
        side.filter(isObject).map((each) => simplest(groupOf(each))),
        'or',
      ),
    ]
  }
  return conditionsOf(key, side)
}

function conditionsOf(field: string, side: unknown): Filter[] {
  if (side === null) return [newCondition(field, 'exists', false)]
  if (Array.isArray(side)) return [newCondition(field, 'in', side)]
  if (!isObject(side)) return [newCondition(field, '=', side)]
  const span = spanOf(side)
  if (span !== undefined) return [newCondition(field, 'within', span)]
  const entries = Object.entries(side)
  // of a form that the API will refuse: kept, so that it can be seen and taken out
  if (entries.length === 0 || !entries.every(([operator]) => isOperator(operator)))
    return [newCondition(field, '=', side)]
  return entries.map(([operator, value]) =>
    operator === '!=' && value === null
      ? newCondition(field, 'exists', true)
      : newCondition(field, operator as Operator, value),
  )
}

/** A group of one says no more than that one. */
function simplest(group: Group): Filter {
  const [only] = group.of
  return group.of.length === 1 && only && !group.isNot ? only : group
}

/** What `not` negates, as one group. */
function single(group: Group): Group {
  const [only] = group.of
  return group.of.length === 1 && only?.kind === 'group' && !only.isNot ? only : group
}

const isOperator = (key: string): boolean => key !== 'within' && (operators as readonly string[]).includes(key)

const isObject = (value: unknown): value is Where =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
