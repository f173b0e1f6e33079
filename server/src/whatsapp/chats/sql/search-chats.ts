import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Fragment } from '../../listing/field.ts'

/** What is looked for: anywhere in a name or text, as ILIKE takes it, and in a number. */
export interface Sought {
  text: string
  /** null: it is no part of a number */
  digits: string | null
}

const contactMatches = ({ text, digits }: Sought): Fragment =>
  digits === null ? sql`c.name ilike ${text}` : sql`(c.name ilike ${text} or c.wa_id like ${digits})`

/** Whose text is indexed: see 051. */
const isSearched = sql`(m.direction = 'INBOUND' or m.source_type = 'CONSOLE')`

/** Ids of chats that match, found by at most `most` contacts and messages; `isCut` where there may be others. */
export async function findSought(
  db: Reader,
  { teamId }: Scope,
  sought: Sought,
  most: number,
): Promise<{ ids: string[]; isCut: boolean }> {
  const { rows: byContact } = await sql<{ id: string }>`
    select h.chat_id as id from (
      select c.contact_id from contacts c where c.team_id = ${teamId} and ${contactMatches(sought)} limit ${most}
    ) c join chats h on h.team_id = ${teamId} and h.contact_id = c.contact_id
    limit ${most}`.execute(db)
  const { rows: byMessage } = await sql<{ id: string }>`
    select m.chat_id as id from chat_messages m
    where m.team_id = ${teamId} and ${isSearched} and m.text ilike ${sought.text} limit ${most}`.execute(db)
  return {
    ids: [...new Set([...byContact, ...byMessage].map(({ id }) => id))],
    isCut: byContact.length === most || byMessage.length === most,
  }
}

/**
 * The same, chat by chat: for what is so common that walking the list soon meets enough of them. Fenced by `offset 0`, or all that matches would
 * be hashed first.
 */
export const isSought = ({ teamId }: Scope, sought: Sought): Fragment => sql`(
  exists (select from contacts c where c.team_id = ${teamId} and c.contact_id = h.contact_id and ${contactMatches(sought)} offset 0)
  or exists (
    select from chat_messages m
    where m.team_id = ${teamId} and m.chat_id = h.chat_id and ${isSearched} and m.text ilike ${sought.text} offset 0
  ))`
