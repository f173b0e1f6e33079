import { sql } from 'kysely'
import { typeOf } from '../../attributes/type-registry.ts'
import { statuses } from '../../model/types.ts'
import { columnType, type Fragment, isLike, withinBounds } from '../sql/list/match.ts'
import type { AttributeCondition, FieldCondition, Query } from './query.ts'

/**
 * Part of an index: the rows `i` of `from` where `where`. Each has `created_at` and `process_id`, and `from` says its team and that it is of no deleted
 * process.
 */
export interface Branch {
  from: Fragment
  where: Fragment
}

/** A set of processes that indexes can list: the union of some parts. It holds every process that matches, perhaps others too. */
export interface Source {
  branches: readonly Branch[]
  /** each branch comes out of its index in the order of creation */
  isOrdered: boolean
  /** no process stands there twice */
  isDistinct: boolean
  /** holds no process that does not match */
  isExact: boolean
  /** whether some of its rows can be had without computing all of them */
  isLazy: boolean
}

/** More branches cost more to plan than they save. */
const mostBranches = 24
const mostOrderedValues = 16
const mostOrderedStates = 5

export interface Place {
  teamId: string
  procedureId: string
}

/** What an index can say about one condition; undefined where none can. */
export function sourceOfCondition(place: Place, query: Query): Source | undefined {
  switch (query.kind) {
    case 'attribute':
      return sourceOfAttribute(place, query)
    case 'field':
      return sourceOfField(place, query)
    case 'not':
      return query.of.kind === 'field' && query.of.field === 'assignedTo' && query.of.test.kind === 'exists'
        ? exact([livingProcesses(place, sql`i.assigned_to is null`)])
        : undefined
    default:
      return undefined
  }
}

/** Everything that is in one of the sources. */
export function union(sources: readonly Source[]): Source {
  const branches = sources.flatMap((source) => source.branches)
  return {
    branches,
    isOrdered: sources.every((source) => source.isOrdered) && branches.length <= mostBranches,
    isDistinct: sources.length === 1 && sources[0]?.isDistinct === true,
    isExact: sources.every((source) => source.isExact),
    isLazy: sources.every((source) => source.isLazy),
  }
}

export const allOf = (place: Place): Source => exact([livingProcesses(place, sql`true`)])

const exact = (branches: readonly Branch[], changes: Partial<Source> = {}): Source => ({
  branches,
  isOrdered: true,
  isDistinct: true,
  isExact: true,
  isLazy: true,
  ...changes,
})

const livingProcesses = ({ teamId, procedureId }: Place, where: Fragment): Branch => ({
  from: sql`processes i`,
  where: sql`i.team_id = ${teamId}::uuid and i.procedure_id = ${procedureId}::uuid and i.deleted_at is null and ${where}`,
})

function sourceOfAttribute({ teamId }: Place, { attribute, test }: AttributeCondition): Source | undefined {
  const isDistinct = !typeOf(attribute.type).isMulti
  const isRounded = attribute.type === 'decimal'
  const values = (where: Fragment): Branch => ({
    from: sql`process_values i`,
    where: sql`i.team_id = ${teamId}::uuid and i.attribute_id = ${attribute.id}::uuid and ${where}`,
  })
  switch (test.kind) {
    case 'exists':
      return attribute.isFilterable ? exact([values(sql`true`)], { isDistinct, isOrdered: false }) : undefined
    case 'in': {
      const isExact = !isRounded && test.values.every((value) => !value.isCut)
      const held = [...new Set(test.values.map(({ value }) => JSON.stringify(value)))]
      if (held.length > mostOrderedValues) {
        return exact([values(sql`i.value = any(${held}::jsonb[])`)], { isDistinct, isExact, isOrdered: false })
      }
      return exact(
        held.map((value) => values(sql`i.value = ${value}::jsonb`)),
        { isDistinct: isDistinct || held.length === 1, isExact },
      )
    }
    case 'range': {
      // what the index has cut or rounded to the same value may lie on either side
      const isVague = isRounded || test.bounds.some(({ value }) => value.isCut)
      const where = test.bounds.map(({ operator, value }) => {
        const widened = operator.startsWith('<') ? '<=' : '>='
        return sql`i.value ${sql.raw(isVague ? widened : operator)} ${JSON.stringify(value.value)}::jsonb`
      })
      return exact([values(sql.join(where, sql` and `))], { isDistinct, isExact: !isVague, isOrdered: false })
    }
    case 'text':
      return exact(
        [
          {
            from: sql`process_texts i`,
            where: sql`i.team_id = ${teamId}::uuid and i.attribute_id = ${attribute.id}::uuid and ${isLike(sql`i.value`, attribute, test)}`,
          },
        ],
        { isOrdered: false, isLazy: false },
      )
  }
}

function sourceOfField(place: Place, { field, test }: FieldCondition): Source | undefined {
  const living = (where: Fragment): Branch => livingProcesses(place, where)
  if (test.kind !== 'in') {
    if (field === 'nextActionAt') {
      const where =
        test.kind === 'range' ? withinBounds(sql`i.next_action_at`, test.bounds) : sql`i.next_action_at is not null`
      return exact([living(where)], { isOrdered: false })
    }
    return field === 'createdAt' && test.kind === 'range'
      ? exact([living(withinBounds(sql`i.created_at`, test.bounds))])
      : undefined
  }
  const values = [...new Set(test.values)]
  const anyOf = (column: Fragment): Source =>
    exact([living(sql`${column} = any(${values}::${columnType(field)}[])`)], { isOrdered: false })
  const each = (column: Fragment): Source =>
    values.length > mostOrderedValues
      ? anyOf(column)
      : exact(values.map((value) => living(sql`${column} = ${value}::${columnType(field)}`)))
  switch (field) {
    case 'state':
      // the status lies between state and time in the index
      return values.length > mostOrderedStates
        ? anyOf(sql`i.state_id`)
        : exact(
            values.flatMap((state) =>
              statuses.map((status) => living(sql`i.state_id = ${state}::uuid and i.status = ${status}`)),
            ),
          )
    case 'status':
      return anyOf(sql`i.status`)
    case 'assignedTo':
      return each(sql`i.assigned_to`)
    case 'belongsTo':
      return each(sql`i.pod_id`)
    case 'nextActionAt':
      return anyOf(sql`i.next_action_at`)
    case 'createdAt':
      return anyOf(sql`i.created_at`)
    case 'id':
      // fenced, so that the primary key is asked: the other indexes hold the id behind the time
      return exact(
        [
          {
            from: sql`(select created_at, process_id, procedure_id, deleted_at from processes
              where team_id = ${place.teamId}::uuid and process_id = any(${values}::uuid[]) offset 0) i`,
            where: sql`i.procedure_id = ${place.procedureId}::uuid and i.deleted_at is null`,
          },
        ],
        { isOrdered: false },
      )
    case 'createdBy':
      return undefined
  }
}
