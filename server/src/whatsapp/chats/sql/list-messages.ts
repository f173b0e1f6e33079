import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Fragment } from '../../listing/field.ts'

export interface MessagePage {
  chatIds: readonly string[]
  /** about `m` */
  where: Fragment
  after: { at: Date; id: string } | undefined
  skip: number
  count: number
}

export interface MessageAt {
  id: string
  at: Date
}

/** Newest first. Each chat's part comes out of the index in that order, and the parts are merged. */
export async function listMessages(
  db: Reader,
  { teamId }: Scope,
  { chatIds, where, after, skip, count }: MessagePage,
): Promise<MessageAt[]> {
  const onwards = after ? sql`and (m.at, m.chat_message_id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``
  const { rows } = await sql<MessageAt>`
    select n.id, n.at from unnest(${[...chatIds]}::uuid[]) as c (chat_id) cross join lateral (
      select m.chat_message_id as id, m.at from chat_messages m
      where m.team_id = ${teamId} and m.chat_id = c.chat_id and ${where} ${onwards}
      order by m.at desc, m.chat_message_id desc limit ${skip + count}
    ) n
    order by n.at desc, n.id desc offset ${skip} limit ${count}`.execute(db)
  return rows
}

export async function countMessages(
  db: Reader,
  { teamId }: Scope,
  { chatIds, where }: Pick<MessagePage, 'chatIds' | 'where'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from chat_messages m
    where m.team_id = ${teamId} and m.chat_id = any(${[...chatIds]}::uuid[]) and ${where}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The chats of whoever has one of these numbers, within reach. */
export async function findChatsOfNumber(
  db: Reader,
  { teamId }: Scope,
  { waIds, phoneNumbers }: { waIds: readonly string[]; phoneNumbers: readonly string[] },
  within: Fragment,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select h.chat_id as id from chats h
    where h.team_id = ${teamId} and ${within} and h.contact_id in (
      select c.contact_id from contacts c where c.team_id = ${teamId} and c.wa_id = any(${[...waIds]}::text[])
      union
      select c.contact_id from contacts c where c.team_id = ${teamId} and c.phone_number = any(${[...phoneNumbers]}::text[])
    )`.execute(db)
  return rows.map(({ id }) => id)
}
