import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Consents } from '../types.ts'

export interface HeldContact {
  id: string
  waId: string
  phoneNumber: string | null
  name: string
  isNamedByTeam: boolean
  consents: Consents
}

export async function holdContacts(tx: Tx, { teamId }: Scope, waIds: readonly string[]): Promise<HeldContact[]> {
  const { rows } = await sql<HeldContact>`
    select c.contact_id as id, c.wa_id as "waId", c.phone_number as "phoneNumber", c.name, c.is_named_by_team as "isNamedByTeam", c.consents
    from contacts c where c.team_id = ${teamId} and c.wa_id = any(${[...waIds]}::text[])
    order by c.wa_id for update`.execute(tx)
  return rows
}

/** The contact gets another number; nobody has that yet. */
export async function renumberContact(
  tx: Tx,
  { teamId }: Scope,
  id: string,
  to: Pick<HeldContact, 'waId' | 'phoneNumber'>,
): Promise<void> {
  await sql`
    update contacts set wa_id = ${to.waId}, phone_number = ${to.phoneNumber}, updated_at = now()
    where team_id = ${teamId} and contact_id = ${id}`.execute(tx)
}

export async function takeOver(
  tx: Tx,
  { teamId }: Scope,
  id: string,
  { name, isNamedByTeam, consents }: Pick<HeldContact, 'name' | 'isNamedByTeam' | 'consents'>,
): Promise<void> {
  await sql`
    update contacts set name = ${name}, is_named_by_team = ${isNamedByTeam}, consents = ${JSON.stringify(consents)}::jsonb, updated_at = now()
    where team_id = ${teamId} and contact_id = ${id}`.execute(tx)
}

export interface MovingChat {
  id: string
  /** the chat that is there already, with the same number of the team */
  into: string | null
}

/** The chats of one contact, each with the one of the other in the same place; all of them held, in the order of their ids. */
export async function holdChats(
  tx: Tx,
  { teamId }: Scope,
  { from, into }: { from: string; into: string },
): Promise<MovingChat[]> {
  await sql`
    select h.chat_id from chats h where h.team_id = ${teamId} and h.contact_id = any(${[from, into]}::uuid[])
    order by h.chat_id for update`.execute(tx)
  const { rows } = await sql<MovingChat>`
    select h.chat_id as id, o.chat_id as into from chats h
    left join chats o on o.team_id = ${teamId} and o.contact_id = ${into} and o.plugin_id = h.plugin_id
      and o.phone_number_id = h.phone_number_id
    where h.team_id = ${teamId} and h.contact_id = ${from}
    order by h.chat_id`.execute(tx)
  return rows
}

/** Chats that stay, under the new number. */
export async function readdressChats(
  tx: Tx,
  { teamId }: Scope,
  chatIds: readonly string[],
  { contactId, waId }: { contactId: string; waId: string },
): Promise<void> {
  await sql`
    update chats set contact_id = ${contactId}, address = ${waId}, updated_at = now(), version = version + 1
    where team_id = ${teamId} and chat_id = any(${[...chatIds]}::uuid[])`.execute(tx)
}

/** What was said stands in the other chat, and what was written in groups under the other name. */
export async function moveMessages(
  tx: Tx,
  { teamId }: Scope,
  moves: readonly { id: string; into: string }[],
  { from, into }: { from: string; into: string },
): Promise<void> {
  await sql`
    with moves as (
      select m.id, m.into_id from unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map((move) => move.into)}::uuid[]) as m (id, into_id)
    ), notes as (
      update chat_notes n set chat_id = moves.into_id from moves where n.team_id = ${teamId} and n.chat_id = moves.id
    )
    update chat_messages m set chat_id = moves.into_id from moves where m.team_id = ${teamId} and m.chat_id = moves.id`.execute(
    tx,
  )
  await sql`
    update chat_messages m set contact_id = ${into}
    where m.team_id = ${teamId} and m.contact_id = ${from} and m.chat_id in (
      select h.chat_id from chats h where h.team_id = ${teamId} and (h.contact_id is null or h.contact_id = ${into})
    )`.execute(tx)
}

/** The chats that took in others: each column anew from what both of them said. The ones taken in are gone. */
export async function uniteChats(
  tx: Tx,
  { teamId }: Scope,
  moves: readonly { id: string; into: string }[],
): Promise<void> {
  await sql`
    update chats h set
      status = case when o.status = 'OPEN' then 'OPEN' else h.status end,
      assigned_to = coalesce(h.assigned_to, o.assigned_to),
      assigned_at = case when h.assigned_to is null then o.assigned_at else h.assigned_at end,
      procedure_id = case when h.process_id is null then o.procedure_id else h.procedure_id end,
      process_id = coalesce(h.process_id, o.process_id),
      read_until = greatest(h.read_until, o.read_until),
      unread_count = least(h.unread_count + o.unread_count, 999),
      window_ends_at = greatest(h.window_ends_at, o.window_ends_at),
      last_inbound_at = greatest(h.last_inbound_at, o.last_inbound_at),
      last_message_id = case when (o.last_message_at, o.last_message_id) > (h.last_message_at, h.last_message_id)
        or h.last_message_id is null then coalesce(o.last_message_id, h.last_message_id) else h.last_message_id end,
      last_message_at = case when o.last_message_id is null then h.last_message_at
        when h.last_message_id is null then o.last_message_at else greatest(h.last_message_at, o.last_message_at) end,
      labels = array(select distinct each from unnest(h.labels || o.labels) each order by each),
      created_at = least(h.created_at, o.created_at),
      updated_at = now(), version = h.version + 1
    from unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map((move) => move.into)}::uuid[]) as m (id, into_id), chats o
    where h.team_id = ${teamId} and h.chat_id = m.into_id and o.team_id = ${teamId} and o.chat_id = m.id`.execute(tx)
  await sql`
    delete from chats h where h.team_id = ${teamId} and h.chat_id = any(${moves.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
}

export async function deleteContact(tx: Tx, { teamId }: Scope, id: string): Promise<void> {
  await sql`delete from contacts c where c.team_id = ${teamId} and c.contact_id = ${id}`.execute(tx)
}
