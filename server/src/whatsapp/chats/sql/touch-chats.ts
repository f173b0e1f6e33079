import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

/** Nobody counts further, and no message should take longer for the thousands that nobody read before it. */
const mostUnread = 999

/** The newest message of a chat among those that came at once, and of the customer's the time of the newest. */
export interface Touch {
  chatId: string
  chatMessageId: string
  at: Date
  /** null: none of them is the customer's */
  inboundAt: Date | null
  /** up to then the business has read, as its own app tells */
  readUntil: Date | null
}

export interface Touched {
  chatId: string
  wasClosed: boolean
  status: 'OPEN' | 'CLOSED'
  assignedTo: string | null
}

/**
 * Each column depends on what has happened, not on the order of telling: times only rise, the last message is the one with the latest
 * time, what is unread is counted among the messages themselves. A closed chat opens again with what was written after it was closed.
 */
export async function touchChats(tx: Tx, { teamId }: Scope, touches: readonly Touch[]): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    with held as (
      select h.chat_id, h.status as was, t.message_id, t.at, t.inbound_at,
        -- Meta tells whole seconds
        h.status = 'CLOSED' and t.inbound_at >= coalesce(date_trunc('second', h.status_at), '-infinity') as reopens,
        greatest(h.read_until, t.read_until) as read_until,
        h.last_message_id is null or (h.last_message_at, h.last_message_id) < (t.at, t.message_id) as is_last
      from unnest(
        ${touches.map((each) => each.chatId)}::uuid[], ${touches.map((each) => each.chatMessageId)}::uuid[],
        ${touches.map((each) => each.at)}::timestamptz[], ${touches.map((each) => each.inboundAt)}::timestamptz[],
        ${touches.map((each) => each.readUntil)}::timestamptz[]
      ) as t (chat_id, message_id, at, inbound_at, read_until)
      join chats h on h.team_id = ${teamId} and h.chat_id = t.chat_id
      order by h.chat_id for no key update of h
    )
    update chats h set
      last_message_id = case when held.is_last then held.message_id else h.last_message_id end,
      last_message_at = case when held.is_last then held.at else h.last_message_at end,
      last_inbound_at = greatest(h.last_inbound_at, held.inbound_at),
      window_ends_at = greatest(h.window_ends_at, held.inbound_at + interval '24 hours'),
      read_until = held.read_until,
      unread_count = case when held.inbound_at is null and held.read_until is not distinct from h.read_until then h.unread_count
        else (select count(*) from (
          select from chat_messages m where m.team_id = ${teamId} and m.chat_id = h.chat_id and m.direction = 'INBOUND'
            and m.type <> 'system' and m.at > coalesce(held.read_until, '-infinity') limit ${mostUnread}) unread) end,
      status = case when held.reopens then 'OPEN' else h.status end,
      version = h.version + case when held.reopens then 1 else 0 end,
      updated_at = now()
    from held where h.team_id = ${teamId} and h.chat_id = held.chat_id
    returning h.chat_id as "chatId", held.was = 'CLOSED' as "wasClosed", h.status, h.assigned_to as "assignedTo"`.execute(
    tx,
  )
  return rows
}

/** Windows only move onwards. */
export async function moveWindows(
  tx: Tx,
  { teamId }: Scope,
  windows: readonly { chatId: string; endsAt: Date }[],
): Promise<void> {
  await sql`
    with held as (
      select h.chat_id, w.ends_at from (
        select g.chat_id, max(g.ends_at) as ends_at
        from unnest(${windows.map((each) => each.chatId)}::uuid[], ${windows.map((each) => each.endsAt)}::timestamptz[]) as g (chat_id, ends_at)
        group by g.chat_id
      ) w
      join chats h on h.team_id = ${teamId} and h.chat_id = w.chat_id and (h.window_ends_at is null or h.window_ends_at < w.ends_at)
      order by h.chat_id for no key update of h
    )
    update chats h set window_ends_at = greatest(h.window_ends_at, held.ends_at), updated_at = now()
    from held where h.team_id = ${teamId} and h.chat_id = held.chat_id`.execute(tx)
}
