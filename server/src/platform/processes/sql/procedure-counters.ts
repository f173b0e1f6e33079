import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'

const take = prepared<{ last_number: number }>(
  'take-numbers',
  `insert into procedure_counters as c (team_id, procedure_id, last_number) values ($1, $2, $3::bigint)
   on conflict (team_id, procedure_id) do update set last_number = c.last_number + $3::bigint
   returning last_number`,
)

/** Takes `count` numbers; answers the last of them. */
export async function takeNumbers(db: Reader, scope: Scope, procedureId: string, count: number): Promise<number> {
  const [row] = await take(db, [scope.teamId, procedureId, count])
  if (!row) throw new Error('The counter of the procedure answered nothing.')
  return row.last_number
}

/** Moves the counter on to `number` where it stands below. */
export async function passNumber(db: Reader, scope: Scope, procedureId: string, number: number): Promise<void> {
  await sql`
    insert into procedure_counters as c (team_id, procedure_id, last_number) values (${scope.teamId}, ${procedureId}, ${number})
    on conflict (team_id, procedure_id) do update set last_number = excluded.last_number
    where c.last_number < excluded.last_number`.execute(db)
}

/** The last number that was taken; 0 where none was. */
export async function findLastNumber(db: Reader, { teamId }: Scope, procedureId: string): Promise<number> {
  const row = await db
    .selectFrom('procedure_counters')
    .select('last_number')
    .where('team_id', '=', teamId)
    .where('procedure_id', '=', procedureId)
    .executeTakeFirst()
  return row?.last_number ?? 0
}
