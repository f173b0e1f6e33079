import { sql } from 'kysely'
import type { Database, Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { MetaMessage } from '../messages/row.ts'
import type { LaneKey } from './lane.ts'

type Team = Pick<Scope, 'teamId'>

/** A message that waits for its turn. */
export interface QueuedMessage {
  id: string
  address: string
  body: MetaMessage
  text: string
  templateId: string | null
  callbackData: string | null
  procedureId: string | null
  processId: string | null
  userId: string | null
  keyId: string | null
  jobId: string | null
  entryIndex: number | null
  /** of its template, where its recipient may have refused it when its turn comes; null: it goes out whatever they said */
  consentCategory: string | null
  isStored: boolean
  notBefore: Date
  attempts: number
}

const columns = sql.raw(`
  chat_message_id as id, address, body, text, template_id as "templateId", callback_data as "callbackData", procedure_id as "procedureId",
  process_id as "processId", user_id as "userId", key_id as "keyId", job_id as "jobId", entry_index as "entryIndex",
  consent_category as "consentCategory", is_stored as "isStored",
  not_before as "notBefore", attempts`)

export async function insertQueued(
  tx: Tx,
  { teamId, pluginId, phoneNumberId }: LaneKey,
  messages: readonly QueuedMessage[],
): Promise<void> {
  await sql`
    insert into send_queue (team_id, plugin_id, phone_number_id, chat_message_id, address, body, text, template_id, callback_data,
      procedure_id, process_id, user_id, key_id, job_id, entry_index, consent_category, is_stored, not_before, attempts, created_at)
    select ${teamId}::uuid, ${pluginId}::uuid, ${phoneNumberId}, q.*, now()
    from unnest(
      ${messages.map((each) => each.id)}::uuid[], ${messages.map((each) => each.address)}::text[],
      ${messages.map((each) => JSON.stringify(each.body))}::jsonb[], ${messages.map((each) => each.text)}::text[],
      ${messages.map((each) => each.templateId)}::text[], ${messages.map((each) => each.callbackData)}::text[],
      ${messages.map((each) => each.procedureId)}::uuid[], ${messages.map((each) => each.processId)}::uuid[],
      ${messages.map((each) => each.userId)}::uuid[], ${messages.map((each) => each.keyId)}::uuid[],
      ${messages.map((each) => each.jobId)}::uuid[], ${messages.map((each) => each.entryIndex)}::integer[],
      ${messages.map((each) => each.consentCategory)}::text[], ${messages.map((each) => each.isStored)}::boolean[], ${messages.map((each) => each.notBefore)}::timestamptz[],
      ${messages.map((each) => each.attempts)}::integer[]
    ) as q`.execute(tx)
}

/** Takes the next ones that are due out of the queue, in their order; one that somebody cancels at this moment is left to them. */
export async function takeDue(
  tx: Tx,
  { teamId, pluginId, phoneNumberId }: LaneKey,
  limit: number,
): Promise<QueuedMessage[]> {
  const { rows } = await sql<QueuedMessage>`
    with due as (
      select chat_message_id from send_queue
      where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId} and not_before <= now()
      order by not_before, chat_message_id limit ${limit} for update skip locked
    ), taken as (
      delete from send_queue where team_id = ${teamId} and chat_message_id in (select chat_message_id from due) returning *
    )
    select ${columns} from taken order by not_before, chat_message_id`.execute(tx)
  return rows
}

/** When the next one is due, which may be now; undefined where none waits. */
export async function findNextDue(db: Reader, { teamId, pluginId, phoneNumberId }: LaneKey): Promise<Date | undefined> {
  const { rows } = await sql<{ due: Date | null }>`
    select min(not_before) as due from send_queue
    where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId}`.execute(db)
  return rows[0]?.due ?? undefined
}

/** All that waits for these recipients waits at least until then. */
export async function holdBack(
  tx: Tx,
  { teamId, pluginId, phoneNumberId }: LaneKey,
  held: readonly { address: string; until: Date }[],
): Promise<void> {
  await sql`
    update send_queue q set not_before = h.until
    from unnest(${held.map(({ address }) => address)}::text[], ${held.map(({ until }) => until)}::timestamptz[]) as h (address, until)
    where q.team_id = ${teamId} and q.plugin_id = ${pluginId} and q.phone_number_id = ${phoneNumberId} and q.address = h.address
      and q.not_before < h.until`.execute(tx)
}

/** Answers those that waited. */
export async function deleteOfJob(
  tx: Tx,
  { teamId }: Team,
  jobId: string,
): Promise<{ id: string; isStored: boolean }[]> {
  const { rows } = await sql<{ id: string; isStored: boolean }>`
    delete from send_queue where team_id = ${teamId} and job_id = ${jobId}
    returning chat_message_id as id, is_stored as "isStored"`.execute(tx)
  return rows
}

/** Answers false where it does not wait any more. */
export async function deleteQueued(tx: Tx, { teamId }: Team, id: string): Promise<boolean> {
  const { rows } = await sql`
    delete from send_queue where team_id = ${teamId} and chat_message_id = ${id} returning chat_message_id`.execute(tx)
  return rows.length === 1
}

/** Lanes in which something is due that no server holds. */
export async function findIdleLanes(db: Database, { teamId }: Team): Promise<LaneKey[]> {
  const { rows } = await sql<LaneKey>`
    select distinct q.team_id as "teamId", q.plugin_id as "pluginId", q.phone_number_id as "phoneNumberId"
    from send_queue q
    where q.team_id = ${teamId} and q.not_before <= now() and not exists (
      select from send_lanes l
      where l.team_id = ${teamId} and l.plugin_id = q.plugin_id and l.phone_number_id = q.phone_number_id and l.held_until > now()
    )`.execute(db)
  return rows
}

/** Empties a lane. Answers what waited in it. */
export async function deleteLane(
  tx: Tx,
  { teamId, pluginId, phoneNumberId }: LaneKey,
): Promise<{ id: string; jobId: string | null; isStored: boolean }[]> {
  const { rows } = await sql<{ id: string; jobId: string | null; isStored: boolean }>`
    delete from send_queue
    where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId}
    returning chat_message_id as id, job_id as "jobId", is_stored as "isStored"`.execute(tx)
  return rows
}
