import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { MessageRow } from './row.ts'
import { columns } from './sql/message-columns.ts'

/** Servers that send stand above the teams, as the workers do. */
export async function beat(db: Database, senderId: string): Promise<void> {
  await sql`
    insert into senders (sender_id) values (${senderId})
    on conflict (sender_id) do update set beat_at = now()`.execute(db)
}

export async function findSilentSenders(db: Database, silentSeconds: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select sender_id as id from senders where beat_at < now() - make_interval(secs => ${silentSeconds})`.execute(db)
  return rows.map(({ id }) => id)
}

/** Only where it is silent still: one that came back is alive. */
export async function forgetSilentSenders(
  db: Database,
  senderIds: readonly string[],
  silentSeconds: number,
): Promise<void> {
  await sql`
    delete from senders
    where sender_id = any(${senderIds}::text[]) and beat_at < now() - make_interval(secs => ${silentSeconds})`.execute(
    db,
  )
}

export async function forgetSender(db: Database, senderId: string): Promise<void> {
  await sql`delete from senders where sender_id = ${senderId}`.execute(db)
}

/** What was under way when these servers died may or may not have reached Meta. Answers them as they stand now: of some a status event has told. */
export async function markInterrupted(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  senderIds: readonly string[],
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    with held as (
      select chat_message_id from chat_messages
      where team_id = ${teamId} and sending_by = any(${senderIds}::text[])
      order by chat_message_id for update
    ), done as (
      update chat_messages m set sending_by = null, updated_at = now(),
        delivery_status = case when m.delivery_status = 'PENDING' and m.external_id is null then 'UNCONFIRMED' else m.delivery_status end
      from held where m.team_id = ${teamId} and m.chat_message_id = held.chat_message_id
      returning m.*
    )
    select ${columns}
    from done m
    where m.team_id = ${teamId}`.execute(tx)
  return rows
}
