import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Fragment } from '../../listing/field.ts'

/** A chat that stays as it is until the transaction ends. */
export interface HeldChat {
  id: string
  version: number
  status: 'OPEN' | 'CLOSED'
  assignedTo: string | null
  labels: string[]
  unreadCount: number
  lastMessageAt: Date
}

const columns = sql`h.chat_id as id, h.version, h.status, h.assigned_to as "assignedTo", h.labels, h.unread_count as "unreadCount",
  h.last_message_at as "lastMessageAt"`

/** In the order of their ids, in which everybody holds them. */
export async function holdChats(tx: Tx, { teamId }: Scope, where: Fragment, most: number): Promise<HeldChat[]> {
  const { rows } = await sql<HeldChat>`
    with meant as (
      select h.chat_id from chats h where h.team_id = ${teamId} and ${where} order by h.last_message_at, h.chat_id limit ${most}
    )
    select ${columns} from chats h where h.team_id = ${teamId} and h.chat_id in (select chat_id from meant)
    order by h.chat_id for no key update`.execute(tx)
  return rows
}

export async function assignChats(
  tx: Tx,
  { teamId }: Scope,
  assigned: readonly { id: string; to: string | null }[],
): Promise<void> {
  await sql`
    update chats h set assigned_to = n.user_id, assigned_at = case when n.user_id is null then null else now() end,
      away_sent_at = case when n.user_id is null then h.away_sent_at end, version = h.version + 1, updated_at = now()
    from unnest(${assigned.map(({ id }) => id)}::uuid[], ${assigned.map(({ to }) => to)}::uuid[]) as n (chat_id, user_id)
    where h.team_id = ${teamId} and h.chat_id = n.chat_id`.execute(tx)
}

export async function setStatus(
  tx: Tx,
  { teamId }: Scope,
  ids: readonly string[],
  status: 'OPEN' | 'CLOSED',
): Promise<void> {
  await sql`
    update chats h set status = ${status}, status_at = now(), away_sent_at = null, version = h.version + 1, updated_at = now()
    where h.team_id = ${teamId} and h.chat_id = any(${[...ids]}::uuid[])`.execute(tx)
}

export async function setLabels(tx: Tx, { teamId }: Scope, id: string, labels: readonly string[]): Promise<void> {
  await sql`
    update chats h set labels = ${[...labels]}::text[], version = h.version + 1, updated_at = now()
    where h.team_id = ${teamId} and h.chat_id = ${id}`.execute(tx)
}

/** Read up to a time: what came later is counted as unread still. */
export async function readChat(tx: Tx, { teamId }: Scope, id: string, until: Date): Promise<void> {
  await sql`
    update chats h set read_until = greatest(h.read_until, ${until}::timestamptz), updated_at = now(),
      unread_count = (select count(*) from (
        select from chat_messages m where m.team_id = ${teamId} and m.chat_id = h.chat_id and m.direction = 'INBOUND'
          and m.type <> 'system' and m.at > greatest(h.read_until, ${until}::timestamptz) limit 999) unread)
    where h.team_id = ${teamId} and h.chat_id = ${id}`.execute(tx)
}

/** As though the customer's last message had just come. Answers false where there is none. */
export async function unreadChat(tx: Tx, { teamId }: Scope, id: string): Promise<boolean> {
  const { rows } = await sql`
    update chats h set read_until = last.at - interval '1 millisecond', unread_count = 1, updated_at = now()
    from (
      select m.at from chat_messages m
      where m.team_id = ${teamId} and m.chat_id = ${id} and m.direction = 'INBOUND' and m.type <> 'system'
      order by m.at desc, m.chat_message_id desc limit 1
    ) last
    where h.team_id = ${teamId} and h.chat_id = ${id} returning 1`.execute(tx)
  return rows.length > 0
}
