import { sql } from 'kysely'
import type { Reader } from '../database/database.ts'
import type { SealedColumn } from './sealed-columns.ts'

/** Up to `limit` values of a team that do not begin with `head`: sealed with another key. */
export async function findSealedOtherwise(
  db: Reader,
  teamId: string,
  { table, column }: SealedColumn,
  { head, limit }: { head: Buffer; limit: number },
): Promise<Buffer[]> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select ${sql.ref(column)} as sealed from ${sql.table(table)}
    where team_id = ${teamId} and substring(${sql.ref(column)} from 1 for ${sql.lit(head.length)}) <> ${head}
    limit ${limit}`.execute(db)
  return rows.map(({ sealed }) => sealed)
}

/** A sealed value is like no other, so it names its row; one that was changed meanwhile is left alone. */
export async function replaceSealed(
  db: Reader,
  teamId: string,
  { table, column }: SealedColumn,
  values: readonly { from: Buffer; to: Buffer }[],
): Promise<void> {
  await sql`
    update ${sql.table(table)} t set ${sql.ref(column)} = v.sealed_anew
    from unnest(${values.map(({ from }) => from)}::bytea[], ${values.map(({ to }) => to)}::bytea[]) as v (sealed_before, sealed_anew)
    where t.team_id = ${teamId} and t.${sql.ref(column)} = v.sealed_before`.execute(db)
}
