import { type RawBuilder, sql } from 'kysely'
import type { Comparison } from '../../../attributes/comparison.ts'
import { typeOf } from '../../../attributes/type-registry.ts'
import type { Attribute } from '../../../attributes/types.ts'
import type { AttributeCondition, Bound, FieldCondition, FieldName, Query } from '../../list/query.ts'

export type Fragment = RawBuilder<unknown>

/**
 * Whether a process `p` is as the query asks: judged by the row itself, exactly. Indexes only propose rows, so that neither a text that is cut
 * there nor a decimal that is rounded there can make a list wrong.
 */
export function matches(query: Query): Fragment {
  switch (query.kind) {
    case 'all':
      return query.of.length === 0 ? sql`true` : sql`(${sql.join(query.of.map(matches), sql` and `)})`
    case 'any':
      return query.of.length === 0 ? sql`false` : sql`(${sql.join(query.of.map(matches), sql` or `)})`
    case 'not':
      return sql`(not ${matches(query.of)})`
    case 'attribute':
      return sql`(${matchesAttribute(query)} is true)`
    case 'field':
      return sql`(${matchesField(query)} is true)`
  }
}

/** The value of an attribute as the row holds it, in jsonb. */
export const heldValue = ({ shortId, formula }: Attribute): Fragment =>
  formula === null ? sql`(p.data -> ${shortId}::text)` : sql`(p.derived_data -> ${shortId}::text)`

/** That a time lies within bounds. */
export const withinBounds = (time: Fragment, bounds: readonly { operator: Bound; value: string }[]): Fragment =>
  sql.join(
    bounds.map(({ operator, value }) => sql`${time} ${sql.raw(operator)} ${value}::timestamptz`),
    sql` and `,
  )

function matchesAttribute({ attribute, test }: AttributeCondition): Fragment {
  const held = heldValue(attribute)
  if (test.kind === 'exists') return sql`jsonb_typeof(${held}) <> 'null'`
  if (test.kind === 'text') return matchesText(attribute, test)
  if (test.kind === 'in' && test.values.length === 0) return sql`false`
  const compare = (value: Fragment): Fragment =>
    test.kind === 'range'
      ? sql.join(
          test.bounds.map((bound) => sql`${value} ${sql.raw(bound.operator)} ${operand(attribute, [bound.value])}`),
          sql` and `,
        )
      : test.values.length === 1
        ? sql`${value} = ${operand(attribute, test.values)}`
        : sql`${value} = any(${operands(attribute, test.values)})`
  if (typeOf(attribute.type).isMulti) {
    return sql`exists (select from jsonb_path_query(coalesce(${held}, '[]'), 'lax $[*]') as e (value) where ${compare(sql`e.value`)})`
  }
  return compare(attribute.type === 'decimal' ? sql`(${held} #>> '{}')::numeric` : held)
}

const operand = (attribute: Attribute, [value]: readonly Comparison[]): Fragment =>
  attribute.type === 'decimal'
    ? sql`${String(value?.stored)}::numeric`
    : sql`${JSON.stringify(value?.stored ?? null)}::jsonb`

const operands = (attribute: Attribute, values: readonly Comparison[]): Fragment =>
  attribute.type === 'decimal'
    ? sql`${values.map(({ stored }) => String(stored))}::numeric[]`
    : sql`${values.map(({ stored }) => JSON.stringify(stored))}::jsonb[]`

/** Texts of deleted processes have left their table, so those are read from the row. */
function matchesText(attribute: Attribute, test: { operator: 'contains' | 'startsWith'; text: string }): Fragment {
  return sql`case when p.deleted_at is null
    then exists (select from process_texts t where t.team_id = p.team_id and t.attribute_id = ${attribute.id}::uuid
      and t.process_id = p.process_id and ${isLike(sql`t.value`, attribute, test)})
    else ${isLike(sql`lower(${heldValue(attribute)} #>> '{}')`, attribute, test)} end`
}

/** The elements of a multi value stand each on a line. */
export function isLike(
  text: Fragment,
  attribute: Attribute,
  { operator, text: sought }: { operator: 'contains' | 'startsWith'; text: string },
): Fragment {
  const pattern = sought.replaceAll(/[\\%_]/g, '\\$&')
  if (operator === 'contains') return sql`${text} like ${`%${pattern}%`}`
  const begins = sql`${text} like ${`${pattern}%`}`
  return typeOf(attribute.type).isMulti ? sql`(${begins} or ${text} like ${`%\n${pattern}%`})` : begins
}

const columns: Record<FieldName, Fragment> = {
  id: sql`p.process_id`,
  status: sql`p.status`,
  state: sql`p.state_id`,
  assignedTo: sql`p.assigned_to`,
  belongsTo: sql`p.pod_id`,
  createdBy: sql`p.created_by`,
  createdAt: sql`p.created_at`,
  nextActionAt: sql`p.next_action_at`,
}

function matchesField({ field, test }: FieldCondition): Fragment {
  const column = columns[field]
  switch (test.kind) {
    case 'exists':
      return sql`${column} is not null`
    case 'in':
      return sql`${column} = any(${test.values}::${columnType(field)}[])`
    case 'range':
      return withinBounds(column, test.bounds)
  }
}

export const columnType = (field: FieldName): Fragment =>
  field === 'status' ? sql`text` : field === 'createdAt' || field === 'nextActionAt' ? sql`timestamptz` : sql`uuid`
