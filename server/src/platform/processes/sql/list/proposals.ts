import { sql } from 'kysely'
import type { Reader } from '../../../../database/database.ts'
import { fewRows, type Measured } from '../../list/plan.ts'
import type { Source } from '../../list/sources.ts'
import type { Fragment } from './match.ts'
import type { Way } from './page.ts'

/** The processes that a way proposes, in the order of creation, each once. */
export function proposed(way: Way, bounds: Fragment, direction: 'asc' | 'desc'): Fragment {
  const order = sql.raw(`i.created_at ${direction}, i.process_id ${direction}`)
  const { source, atMost } = way
  const limit = atMost === undefined ? sql`` : sql`limit ${atMost}`
  // the first of a union are among the first of each of its branches
  const branches = source.branches.map(
    ({ from, where }) => sql`(select i.created_at, i.process_id from ${from} where ${where} ${bounds} ${limited(way)}
      order by ${order} ${limit})`,
  )
  if (branches.length === 0) return sql`select null::timestamptz as created_at, null::uuid as process_id where false`
  const distinct = source.isDistinct ? sql`` : sql`distinct on (i.created_at, i.process_id)`
  return sql`select ${distinct} i.created_at, i.process_id from (${unionAll(branches)}) i order by ${order} ${limit}`
}

/** That a proposal `i` is in each set of `within`, and in none of `without`. */
export const limited = ({ within, without = [] }: Pick<Way, 'within' | 'without'>): Fragment =>
  sql.join(
    [
      ...within.map((source) => sql`and (i.created_at, i.process_id) in (${unionAll(rowsOf(source, sql``))})`),
      ...without.map(
        (source) => sql`and not exists (select from (${unionAll(rowsOf(source, sql``))}) x
          where x.created_at = i.created_at and x.process_id = i.process_id)`,
      ),
    ],
    sql` `,
  )

/** The processes of a source, in no order, some perhaps twice. */
export const rowsOf = ({ branches }: Source, bounds: Fragment): Fragment[] =>
  branches.length === 0
    ? [sql`select null::timestamptz as created_at, null::uuid as process_id where false`]
    : branches.map(({ from, where }) => sql`select i.created_at, i.process_id from ${from} where ${where} ${bounds}`)

export const unionAll = (selects: readonly Fragment[]): Fragment => sql.join([...selects], sql` union all `)

/** Counts the rows of each source, up to one more than `fewRows`. */
export async function measure(db: Reader, sources: readonly Measured[], bounds: Fragment): Promise<void> {
  if (sources.length === 0) return
  const counts = sources.map(
    (source) => sql`(select count(*) from (${unionAll(rowsOf(source, bounds))} limit ${fewRows + 1}) i)`,
  )
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}] as counts`.execute(db)
  for (const [index, source] of sources.entries()) {
    const count = rows[0]?.counts[index] ?? 0
    source.rows = Number(count) > fewRows ? Number.POSITIVE_INFINITY : Number(count)
  }
}
