import { sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

export interface ChatToAssign {
  id: string
  pluginId: string
  phoneNumberId: string
  procedureId: string | null
  assignedTo: string | null
  windowEndsAt: Date | null
  awaySentAt: Date | null
}

/** Open chats among these, held until the transaction ends. */
export async function holdOpenChats(tx: Tx, { teamId }: Scope, ids: readonly string[]): Promise<ChatToAssign[]> {
  const { rows } = await sql<ChatToAssign>`
    select h.chat_id as id, h.plugin_id as "pluginId", h.phone_number_id as "phoneNumberId", h.procedure_id as "procedureId",
      h.assigned_to as "assignedTo", h.window_ends_at as "windowEndsAt", h.away_sent_at as "awaySentAt"
    from chats h where h.team_id = ${teamId} and h.chat_id = any(${[...ids]}::uuid[]) and h.status = 'OPEN'
    order by h.chat_id for no key update`.execute(tx)
  return rows
}

/** How many open chats each of these users has. */
export async function countOpenChats(
  db: Reader,
  { teamId }: Scope,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select h.assigned_to as id, count(*) as count from chats h
    where h.team_id = ${teamId} and h.status = 'OPEN' and h.assigned_to = any(${[...userIds]}::uuid[])
    group by h.assigned_to`.execute(db)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Whose customers wait for an answer, longest first: chats that nobody has, and those of users who are not there. */
export async function findWaiting(
  db: Reader,
  { teamId }: Scope,
  { absent, after, count }: { absent: readonly string[]; after: { at: Date; id: string } | undefined; count: number },
): Promise<{ id: string; at: Date }[]> {
  const onwards = after
    ? sql`and (h.last_message_at, h.chat_id) > (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<{ id: string; at: Date }>`
    select h.chat_id as id, h.last_message_at as at from chats h
    where h.team_id = ${teamId} and h.status = 'OPEN' and (h.assigned_to is null or h.assigned_to = any(${[...absent]}::uuid[]))
      and (h.unread_count > 0 or h.last_inbound_at = h.last_message_at) ${onwards}
    order by h.last_message_at, h.chat_id limit ${count}`.execute(db)
  return rows
}

export async function noteAway(tx: Tx, { teamId }: Scope, ids: readonly string[], at: Date): Promise<void> {
  await sql`
    update chats h set away_sent_at = ${at}::timestamptz where h.team_id = ${teamId} and h.chat_id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
}

export async function findAddress(
  db: Reader,
  { teamId }: Scope,
  id: string,
): Promise<{ pluginId: string; phoneNumberId: string; address: string; isGroup: boolean } | undefined> {
  const { rows } = await sql<{ pluginId: string; phoneNumberId: string; address: string; isGroup: boolean }>`
    select h.plugin_id as "pluginId", h.phone_number_id as "phoneNumberId", h.address, h.contact_id is null as "isGroup"
    from chats h where h.team_id = ${teamId} and h.chat_id = ${id}`.execute(db)
  return rows[0]
}
