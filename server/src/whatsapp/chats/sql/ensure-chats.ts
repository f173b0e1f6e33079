import { sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

/** A place of conversation, and whom it is with. */
export interface Place {
  pluginId: string
  phoneNumberId: string
  /** the wa_id of the contact, or the id of the group */
  address: string
  isGroup: boolean
  /** null: a group of whose members none is meant */
  waId: string | null
}

export interface FoundPlace {
  chatId: string | null
  contactId: string | null
  status: 'OPEN' | 'CLOSED'
  assignedTo: string | null
  procedureId: string | null
  processId: string | null
}

/** What stands at each place, in the order of the places. */
export async function findPlaces(db: Reader, { teamId }: Scope, places: readonly Place[]): Promise<FoundPlace[]> {
  const { rows } = await sql<FoundPlace>`
    select h.chat_id as "chatId", c.contact_id as "contactId", h.status, h.assigned_to as "assignedTo",
      h.procedure_id as "procedureId", h.process_id as "processId"
    from unnest(
      ${places.map((each) => each.pluginId)}::uuid[], ${places.map((each) => each.phoneNumberId)}::text[],
      ${places.map((each) => each.address)}::text[], ${places.map((each) => each.waId)}::text[]
    ) with ordinality as p (plugin_id, phone_number_id, address, wa_id, at)
    left join contacts c on c.team_id = ${teamId} and c.wa_id = p.wa_id
    left join chats h on h.team_id = ${teamId} and h.plugin_id = p.plugin_id
      and h.phone_number_id = p.phone_number_id and h.address = p.address
    order by p.at`.execute(db)
  return rows
}

export interface NewContact {
  id: string
  waId: string
  phoneNumber: string | null
}

/** Those that are there already stay as they are. In the order of their wa_id, so that two at once wait for each other in one order. */
export async function insertContacts(
  tx: Tx,
  { teamId }: Scope,
  contacts: readonly NewContact[],
  now: Date,
): Promise<void> {
  await sql`
    insert into contacts (team_id, contact_id, wa_id, phone_number, created_at, updated_at)
    select ${teamId}::uuid, c.contact_id, c.wa_id, c.phone_number, ${now}::timestamptz, ${now}::timestamptz
    from unnest(
      ${contacts.map((each) => each.id)}::uuid[], ${contacts.map((each) => each.waId)}::text[],
      ${contacts.map((each) => each.phoneNumber)}::text[]
    ) as c (contact_id, wa_id, phone_number)
    order by c.wa_id
    on conflict (team_id, wa_id) do nothing`.execute(tx)
}

export async function insertChats(
  tx: Tx,
  { teamId }: Scope,
  chats: readonly (Place & { id: string })[],
  now: Date,
): Promise<void> {
  await sql`
    insert into chats (team_id, chat_id, plugin_id, phone_number_id, address, contact_id, created_at, updated_at)
    select ${teamId}::uuid, n.chat_id, n.plugin_id, n.phone_number_id, n.address, c.contact_id, ${now}::timestamptz, ${now}::timestamptz
    from unnest(
      ${chats.map((each) => each.id)}::uuid[], ${chats.map((each) => each.pluginId)}::uuid[],
      ${chats.map((each) => each.phoneNumberId)}::text[], ${chats.map((each) => each.address)}::text[],
      ${chats.map((each) => (each.isGroup ? null : each.waId))}::text[]
    ) as n (chat_id, plugin_id, phone_number_id, address, wa_id)
    left join contacts c on c.team_id = ${teamId} and c.wa_id = n.wa_id
    order by n.plugin_id, n.phone_number_id, n.address
    on conflict (team_id, plugin_id, phone_number_id, address) do nothing`.execute(tx)
}

export interface ToldName {
  waId: string
  name: string
  at: Date
}

/** The latest name told stays, whatever the order in which they are told; a name that the team gave stays in any case. */
export async function nameContacts(tx: Tx, { teamId }: Scope, names: readonly ToldName[]): Promise<void> {
  await sql`
    with told as (
      select n.wa_id, n.name, n.at from unnest(
        ${names.map((each) => each.waId)}::text[], ${names.map((each) => each.name)}::text[], ${names.map((each) => each.at)}::timestamptz[]
      ) as n (wa_id, name, at)
    ), named as (
      select c.contact_id, t.name, t.at from contacts c join told t on t.wa_id = c.wa_id
      where c.team_id = ${teamId} and not c.is_named_by_team
        and (c.name_at is null or (c.name_at, c.name) < (t.at, t.name))
      order by c.wa_id for no key update of c
    )
    update contacts c set name = named.name, name_at = named.at,
      updated_at = case when c.name = named.name then c.updated_at else now() end
    from named where c.team_id = ${teamId} and c.contact_id = named.contact_id`.execute(tx)
}
