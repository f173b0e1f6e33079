import { sql } from 'kysely'
import { maxIndexedLength } from '../../../attributes/index-values.ts'
import type { Attribute, IndexScalar } from '../../../attributes/types.ts'
import type { Order } from '../../list/order.ts'
import type { Place } from '../../list/sources.ts'
import { type Fragment, heldValue } from './match.ts'

/** What a list is ordered by, other than the time of creation: in its index, and in the row. Both have the same order. */
export interface SortKey {
  /** the index: rows `i`, each with a key */
  from: Fragment
  where: Fragment
  indexed: Fragment
  /** of a row `p`; null where it has none */
  held: Fragment
  /** a key as a cursor carries it */
  written(key: IndexScalar | null): Fragment
}

export function keyOf({ teamId, procedureId }: Place, { by }: Order): SortKey {
  if (typeof by === 'string') {
    return {
      from: sql`processes i`,
      where: sql`i.team_id = ${teamId}::uuid and i.procedure_id = ${procedureId}::uuid and i.deleted_at is null
        and i.next_action_at is not null`,
      indexed: sql`i.next_action_at`,
      held: sql`p.next_action_at`,
      written: (key) => sql`${new Date(Number(key))}::timestamptz`,
    }
  }
  return {
    from: sql`process_values i`,
    where: sql`i.team_id = ${teamId}::uuid and i.attribute_id = ${by.id}::uuid`,
    indexed: sql`i.value`,
    held: indexedForm(by),
    written: (key) => sql`${JSON.stringify(key)}::jsonb`,
  }
}

/** As `indexValues` makes it: texts cut, decimals as numbers. */
function indexedForm(attribute: Attribute): Fragment {
  const held = heldValue(attribute)
  if (attribute.type === 'decimal') return sql`to_jsonb((${held} #>> '{}')::float8)`
  return sql`case jsonb_typeof(${held}) when 'null' then null
    when 'string' then to_jsonb(left(${held} #>> '{}', ${maxIndexedLength}::integer)) else ${held} end`
}
