import { sql } from 'kysely'
import type { Reader } from '../../../../database/database.ts'
import type { Place } from '../../list/sources.ts'
import { type Fragment, matches } from './match.ts'
import type { PageRequest, Way } from './page.ts'
import { limited, rowsOf, unionAll } from './proposals.ts'

/** Counts in the indexes alone, where they say exactly what matches. */
export async function countExactly(db: Reader, way: Way, bounds: Fragment): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from (${counted(way, bounds)}) i`.execute(db)
  return rows[0]?.count ?? 0
}

type Asked = Pick<PageRequest, 'place' | 'query' | 'window'>

export async function countMatching(db: Reader, asked: Asked, way: Way): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) ${matching(asked, way)}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function countStatesMatching(db: Reader, asked: Asked, way: Way): Promise<Map<string, number>> {
  const { rows } = await sql<StateCount>`
    select p.state_id as "stateId", count(*) ${matching(asked, way)} group by p.state_id`.execute(db)
  return byState(rows)
}

/** Of what is in each set of `within` and in none of `without`. */
export async function countStatesExactly(
  db: Reader,
  { teamId, procedureId }: Place,
  sets: Pick<Way, 'within' | 'without'>,
  bounds: Fragment,
): Promise<Map<string, number>> {
  const { rows } = await sql<StateCount>`
    select i.state_id as "stateId", count(*) from processes i
    where i.team_id = ${teamId}::uuid and i.procedure_id = ${procedureId}::uuid and i.deleted_at is null ${bounds} ${limited(sets)}
    group by i.state_id`.execute(db)
  return byState(rows)
}

interface StateCount {
  stateId: string
  count: number
}

const byState = (rows: readonly StateCount[]) => new Map(rows.map(({ stateId, count }) => [stateId, count]))

const matching = ({ place: { teamId, procedureId }, query, window }: Asked, way: Way): Fragment =>
  sql`from (${counted(way, window)}) i
    join processes p on p.team_id = ${teamId}::uuid and p.process_id = i.process_id
    where p.procedure_id = ${procedureId}::uuid and ${matches(query)}`

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
