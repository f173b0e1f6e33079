import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Fragment } from '../../listing/field.ts'
import type { ChatRow } from '../present.ts'
import { besideChat, chatColumns } from './chat-columns.ts'

export interface ChatOrder {
  by: 'createdAt' | 'lastMessageAt'
  direction: 'asc' | 'desc'
}

export interface ChatPage {
  /** about `h` */
  where: Fragment
  order: ChatOrder
  after: { at: Date; id: string } | undefined
  skip: number
  count: number
}

const columnOf = { createdAt: sql`h.created_at`, lastMessageAt: sql`h.last_message_at` }

/** The page is found by the index of its order (or of a rare condition) alone; contacts and messages are joined to its few rows. */
export async function listChats(
  db: Reader,
  { teamId }: Scope,
  { where, order, after, skip, count }: ChatPage,
): Promise<ChatRow[]> {
  const column = columnOf[order.by]
  const direction = sql.raw(order.direction)
  const isAfter = sql.raw(order.direction === 'desc' ? '<' : '>')
  const onwards = after
    ? sql`and (${column}, h.chat_id) ${isAfter} (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<ChatRow>`
    with page as (
      select h.chat_id, ${column} as at from chats h where h.team_id = ${teamId} and ${where} ${onwards}
      order by ${column} ${direction}, h.chat_id ${direction} offset ${skip} limit ${count}
    )
    select ${chatColumns} from page p join chats h on h.team_id = ${teamId} and h.chat_id = p.chat_id ${besideChat}
    where h.team_id = ${teamId}
    order by p.at ${direction}, p.chat_id ${direction}`.execute(db)
  return rows
}

export async function countChats(db: Reader, { teamId }: Scope, where: Fragment): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from chats h where h.team_id = ${teamId} and ${where}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function findChat(
  db: Reader,
  { teamId }: Scope,
  id: string,
  within: Fragment,
): Promise<ChatRow | undefined> {
  const { rows } = await sql<ChatRow>`
    select ${chatColumns} from chats h ${besideChat}
    where h.team_id = ${teamId} and h.chat_id = ${id} and ${within}`.execute(db)
  return rows[0]
}

export async function isThere(db: Reader, { teamId }: Scope, id: string, within: Fragment): Promise<boolean> {
  const { rows } = await sql`
    select from chats h where h.team_id = ${teamId} and h.chat_id = ${id} and ${within}`.execute(db)
  return rows.length > 0
}
