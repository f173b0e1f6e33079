import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { KeyClaim, TextEntry, ValueEntry } from '../row.ts'

export type SideTable = 'process_values' | 'process_texts' | 'process_keys'

type Counts = Map<string, number>

const toCounts = (rows: readonly { attributeId: string; count: number }[]): Counts =>
  new Map(rows.map(({ attributeId, count }) => [attributeId, count]))

/** How many rows of each attribute a side table holds. */
export async function countSideRows(
  db: Reader,
  { teamId }: Scope,
  table: SideTable,
  attributeIds: readonly string[],
): Promise<Counts> {
  const rows = await db
    .selectFrom(table as 'process_values')
    .select((eb) => ['attribute_id as attributeId', eb.fn.countAll<number>().as('count')])
    .where('team_id', '=', teamId)
    .where('attribute_id', 'in', attributeIds.length > 0 ? [...attributeIds] : [teamId])
    .groupBy('attribute_id')
    .execute()
  return toCounts(rows)
}

/** How many of these rows are there, of each attribute. */
export async function countPresentValues(
  db: Reader,
  { teamId }: Scope,
  values: readonly (ValueEntry & { processId: string; createdAt: Date })[],
): Promise<Counts> {
  const { rows } = await sql<{ attributeId: string; count: number }>`
    select v.attribute_id as "attributeId", count(*) from process_values v
    join unnest(${values.map((each) => each.attributeId)}::uuid[], ${values.map((each) => JSON.stringify(each.value))}::jsonb[],
                ${values.map((each) => each.createdAt)}::timestamptz[], ${values.map((each) => each.processId)}::uuid[])
      as e (attribute_id, value, created_at, process_id)
      on v.attribute_id = e.attribute_id and v.value = e.value and v.created_at = e.created_at and v.process_id = e.process_id
    where v.team_id = ${teamId} group by v.attribute_id`.execute(db)
  return toCounts(rows)
}

export async function countPresentTexts(
  db: Reader,
  { teamId }: Scope,
  texts: readonly (TextEntry & { processId: string; createdAt: Date })[],
): Promise<Counts> {
  const { rows } = await sql<{ attributeId: string; count: number }>`
    select t.attribute_id as "attributeId", count(*) from process_texts t
    join unnest(${texts.map((each) => each.attributeId)}::uuid[], ${texts.map((each) => each.processId)}::uuid[],
                ${texts.map((each) => each.value)}::text[], ${texts.map((each) => each.createdAt)}::timestamptz[])
      as e (attribute_id, process_id, value, created_at)
      on t.attribute_id = e.attribute_id and t.process_id = e.process_id and t.value = e.value and t.created_at = e.created_at
    where t.team_id = ${teamId} group by t.attribute_id`.execute(db)
  return toCounts(rows)
}

export interface PresentKeys {
  /** keys that are there, whoever holds them: of processes that share a number the first does */
  held: Counts
  /** those that the process itself holds */
  own: Counts
}

export async function countPresentKeys(db: Reader, { teamId }: Scope, keys: readonly KeyClaim[]): Promise<PresentKeys> {
  const { rows } = await sql<{ attributeId: string; count: number; own: number }>`
    select k.attribute_id as "attributeId", count(*), count(*) filter (where k.process_id = e.process_id) as own from process_keys k
    join unnest(${keys.map((each) => each.attributeId)}::uuid[], ${keys.map((each) => each.value)}::text[],
                ${keys.map((each) => each.processId)}::uuid[]) as e (attribute_id, value, process_id)
      on k.attribute_id = e.attribute_id and k.value = e.value
    where k.team_id = ${teamId} group by k.attribute_id`.execute(db)
  return { held: toCounts(rows), own: toCounts(rows.map(({ attributeId, own }) => ({ attributeId, count: own }))) }
}
