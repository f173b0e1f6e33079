import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { LaneKey } from './lane.ts'

/** How long a server that falls silent keeps a lane from the others. */
const leaseSeconds = 15

/** Answers false where another server holds the lane. */
export async function takeLane(db: Reader, lane: LaneKey, senderId: string): Promise<boolean> {
  const { teamId, pluginId, phoneNumberId } = lane
  const { rows } = await sql`
    insert into send_lanes as l (team_id, plugin_id, phone_number_id, held_by, held_until)
    values (${teamId}, ${pluginId}, ${phoneNumberId}, ${senderId}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (team_id, plugin_id, phone_number_id) do update set held_by = excluded.held_by, held_until = excluded.held_until
    where l.held_by = excluded.held_by or l.held_until < now()
    returning held_by`.execute(db)
  return rows.length === 1
}

/** Holds the lane on; answers false where it is another's by now. In a transaction nobody takes it over before that ends. */
export async function keepLane(db: Reader, lane: LaneKey, senderId: string): Promise<boolean> {
  const { teamId, pluginId, phoneNumberId } = lane
  const { rows } = await sql`
    update send_lanes set held_until = now() + make_interval(secs => ${leaseSeconds})
    where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId} and held_by = ${senderId}
    returning held_by`.execute(db)
  return rows.length === 1
}

/**
 * Gives the lane up where nothing is due soon. What is queued afterwards wakes a server, and finds the lane free: both touch its row.
 * @returns whether it is given up
 */
export async function leaveLane(
  tx: Tx,
  lane: LaneKey,
  { senderId, idleSeconds }: { senderId: string; idleSeconds: number },
): Promise<boolean> {
  const { teamId, pluginId, phoneNumberId } = lane
  const { rows } = await sql`
    delete from send_lanes
    where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId} and held_by = ${senderId}
      and not exists (
        select from send_queue q
        where q.team_id = ${teamId} and q.plugin_id = ${pluginId} and q.phone_number_id = ${phoneNumberId}
          and q.not_before < now() + make_interval(secs => ${idleSeconds})
      )
    returning held_by`.execute(tx)
  return rows.length === 1
}

/** Gives the lane up, whatever waits in it. */
export async function dropLane(tx: Tx, lane: LaneKey, senderId: string): Promise<boolean> {
  const { teamId, pluginId, phoneNumberId } = lane
  const { rows } = await sql`
    delete from send_lanes
    where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId} and held_by = ${senderId}
    returning held_by`.execute(tx)
  return rows.length === 1
}

/** A server that was only stalled finds its lanes gone at its next claim, and claims nothing. */
export async function dropLanesOf(
  db: Reader,
  { teamId }: Pick<LaneKey, 'teamId'>,
  senderIds: readonly string[],
): Promise<void> {
  await sql`delete from send_lanes where team_id = ${teamId} and held_by = any(${senderIds}::text[])`.execute(db)
}
