import type { Problem } from '../../../errors.ts'
import type { Comparison, Operator } from '../../attributes/comparison.ts'
import type { ReferenceLookup } from '../../attributes/references.ts'
import type { Procedure, TeamModel } from '../../model/types.ts'
import type { Bound, Query } from './query.ts'

export const operators: readonly Operator[] = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'in',
  'contains',
  'startsWith',
  'exists',
]

/** A right-hand side that names a thing; its comparison takes the uuid when that is found. */
export interface NamedReference {
  lookup: ReferenceLookup
  comparison: Comparison
}

/** What reading a query gathers on its way. */
export interface Reading {
  model: TeamModel
  procedure: Procedure
  /** who asks; null: nobody */
  userId: string | null
  problems: Problem[]
  references: NamedReference[]
  conditions: number
}

/** How the right-hand sides of one key are read. */
export interface Side {
  in(values: readonly { value: unknown; path: string }[], path: string): Query
  bound(operator: Bound, value: unknown, path: string): Query
  text(operator: 'contains' | 'startsWith', value: unknown, path: string): Query
  exists(path: string): Query
}
