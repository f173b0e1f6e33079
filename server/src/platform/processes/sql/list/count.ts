import { sql } from 'kysely'
import type { Reader } from '../../../../database/database.ts'
import { type Fragment, matches } from './match.ts'
import type { PageRequest, Way } from './page.ts'
import { limited, rowsOf, unionAll } from './proposals.ts'

/** Counts in the indexes alone, where they say exactly what matches. */
export async function countExactly(db: Reader, way: Way, bounds: Fragment): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from (${counted(way, bounds)}) i`.execute(db)
  return rows[0]?.count ?? 0
}

export async function countMatching(
  db: Reader,
  { place: { teamId, procedureId }, query, window }: Pick<PageRequest, 'place' | 'query' | 'window'>,
  way: Way,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (${counted(way, window)}) i
    join processes p on p.team_id = ${teamId}::uuid and p.process_id = i.process_id
    where p.procedure_id = ${procedureId}::uuid and ${matches(query)}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function countDeleted(
  db: Reader,
  { place: { teamId, procedureId }, query }: Pick<PageRequest, 'place' | 'query'>,
) {
  const { rows } = await sql<{ count: number }>`
    select count(*) from processes p where p.team_id = ${teamId}::uuid and p.procedure_id = ${procedureId}::uuid
      and p.deleted_at is not null and ${matches(query)}`.execute(db)
  return rows[0]?.count ?? 0
}

function counted(way: Way, bounds: Fragment): Fragment {
  const { source } = way
  const distinct = source.isDistinct ? sql`` : sql`distinct`
  return sql`select ${distinct} i.created_at, i.process_id from (${unionAll(rowsOf(source, bounds))}) i where true ${limited(way)}`
}
