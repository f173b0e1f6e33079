/** The operators of the API, and `within`: a span such as "the last seven days", which is two bounds in the API. */
export const operators = ['=', '!=', '>', '>=', '<', '<=', 'in', 'contains', 'startsWith', 'exists', 'within'] as const
export type Operator = (typeof operators)[number]

export interface Condition {
  kind: 'condition'
  id: string
  field: string
  operator: Operator
  /** undefined: not given yet. Of `within` the key of a span. */
  value: unknown
}

export interface Group {
  kind: 'group'
  id: string
  join: 'and' | 'or'
  isNot: boolean
  of: readonly Filter[]
}

/** Conditions as people build them; the API's form of it is `where`: see `where.ts`. */
export type Filter = Condition | Group

export const newGroup = (of: readonly Filter[] = [], join: Group['join'] = 'and', isNot = false): Group => ({
  kind: 'group',
  id: crypto.randomUUID(),
  join,
  isNot,
  of,
})

export const newCondition = (field: string, operator: Operator, value?: unknown): Condition => ({
  kind: 'condition',
  id: crypto.randomUUID(),
  field,
  operator,
  value,
})

/** Whether a condition says enough to be asked. */
export function isComplete({ operator, value }: Condition): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (value === null) return operator === '=' || operator === '!='
  return value !== undefined && value !== ''
}

/** The same tree with one part replaced, or taken out where `next` is null. */
export function replaced(group: Group, id: string, next: Filter | null): Group {
  if (group.id === id && next?.kind === 'group') return next
  return {
    ...group,
    of: group.of.flatMap((each) => {
      if (each.id === id) return next === null ? [] : [next]
      return each.kind === 'group' ? [replaced(each, id, next)] : [each]
    }),
  }
}
