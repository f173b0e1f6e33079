import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Scope } from '../scope.ts'
import { firstIdAt } from './deliveries/first-id-at.ts'

type Team = Pick<Scope, 'teamId'>

/** Removes deliveries that were made before a time, with their attempts, payloads and replays; answers how many. */
export async function sweepOnce(db: Database, { teamId }: Team, before: Date, limit: number): Promise<number> {
  const first = firstIdAt(before)
  const { rows } = await sql<{ count: number }>`
    with old as (
      select delivery_id from webhook_deliveries where team_id = ${teamId} and delivery_id < ${first} order by delivery_id limit ${limit}
    ), attempts as (
      delete from webhook_attempts a using old where a.team_id = ${teamId} and a.delivery_id = old.delivery_id
    ), deliveries as (
      delete from webhook_deliveries d using old where d.team_id = ${teamId} and d.delivery_id = old.delivery_id returning d.delivery_id
    ), replays as (
      delete from webhook_replays where team_id = ${teamId} and replay_id < ${first} and status = 'COMPLETED'
    )
    select count(*)::int as count from deliveries`.execute(db)
  const count = rows[0]?.count ?? 0
  // payloads come before their deliveries, and go after them
  if (count < limit) {
    await sql`
      delete from webhook_payloads p where p.team_id = ${teamId} and p.payload_id < ${first} and not exists (
        select from webhook_deliveries d where d.team_id = ${teamId} and d.payload_id = p.payload_id
      )`.execute(db)
  }
  return count
}

/** The oldest go first: they are kept in the log, and can be replayed. */
export async function dropBeyondBound(db: Database, { teamId }: Team, bound: number): Promise<void> {
  await sql`
    with beyond as (
      select w.delivery_id from webhook_endpoints e
      cross join lateral (
        select d.delivery_id from webhook_deliveries d
        where d.team_id = ${teamId} and d.endpoint_id = e.endpoint_id and d.status = 'PENDING'
        order by d.due_at desc, d.delivery_id desc offset ${bound}
      ) as w
      where e.team_id = ${teamId} and e.status = 'PAUSED' and e.deleted_at is null
    )
    update webhook_deliveries d
    set status = 'FAILED', settled_at = now(), error = ${`More than ${bound} deliveries waited while the endpoint was paused; replay it when it is resumed.`}
    from beyond where d.team_id = ${teamId} and d.delivery_id = beyond.delivery_id`.execute(db)
}
