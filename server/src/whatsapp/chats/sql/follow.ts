import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

/** Which of these names are those of contacts. */
export async function findContacts(tx: Tx, { teamId }: Scope, waIds: readonly string[]): Promise<Set<string>> {
  if (waIds.length === 0) return new Set()
  const { rows } = await sql<{ waId: string }>`
    select wa_id as "waId" from contacts where team_id = ${teamId} and wa_id = any(${waIds}::text[])`.execute(tx)
  return new Set(rows.map(({ waId }) => waId))
}

/** By wa_id. */
export async function lockContacts(
  tx: Tx,
  { teamId }: Scope,
  waIds: readonly string[],
): Promise<Map<string, { id: string }>> {
  const { rows } = await sql<{ id: string; waId: string }>`
    select contact_id as id, wa_id as "waId" from contacts where team_id = ${teamId} and wa_id = any(${waIds}::text[])
    order by wa_id for update`.execute(tx)
  return new Map(rows.map((row) => [row.waId, row]))
}

export async function hasWrittenAfter(tx: Tx, { teamId }: Scope, contactId: string, time: Date): Promise<boolean> {
  const { rows } = await sql`
    select from chats h join chat_messages m on m.team_id = ${teamId} and m.chat_id = h.chat_id
    where h.team_id = ${teamId} and h.contact_id = ${contactId} and m.direction = 'INBOUND' and m.at > ${time} limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

interface Name {
  waId: string
  phoneNumber: string | null
}

export async function renameContact(tx: Tx, { teamId }: Scope, id: string, { waId, phoneNumber }: Name): Promise<void> {
  await sql`
    update contacts set wa_id = ${waId}, phone_number = ${phoneNumber}, updated_at = now()
    where team_id = ${teamId} and contact_id = ${id}`.execute(tx)
}

export async function renameChats(
  tx: Tx,
  { teamId }: Scope,
  contactId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await sql`
    update chats set address = ${to}, version = version + 1, updated_at = now()
    where team_id = ${teamId} and contact_id = ${contactId} and address = ${from}`.execute(tx)
}

/** One that has the name and the consents of another. */
export async function insertContact(
  tx: Tx,
  { teamId }: Scope,
  { id, waId, phoneNumber }: Name & { id: string },
  like: string,
): Promise<void> {
  await sql`
    insert into contacts (team_id, contact_id, wa_id, phone_number, name, name_at, is_named_by_team, consents, created_at, updated_at)
    select team_id, ${id}, ${waId}, ${phoneNumber}, name, name_at, is_named_by_team, consents, now(), now()
    from contacts where team_id = ${teamId} and contact_id = ${like}`.execute(tx)
}

/** The later name and the later consent of each category stay; a name that the team gave goes before all others. */
export async function mergeContact(tx: Tx, { teamId }: Scope, from: string, to: string): Promise<void> {
  await sql`
    update contacts t set
      name = case when takes then f.name else t.name end, name_at = case when takes then f.name_at else t.name_at end,
      is_named_by_team = t.is_named_by_team or f.is_named_by_team,
      consents = (
        select coalesce(jsonb_object_agg(key, value), '{}') from (
          select distinct on (key) key, value from (
            select * from jsonb_each(t.consents) union all select * from jsonb_each(f.consents)
          ) each order by key, (value ->> 'at')::numeric desc nulls last
        ) latest),
      updated_at = now()
    from (
      select o.*, (o.is_named_by_team and not n.is_named_by_team)
        or (o.is_named_by_team = n.is_named_by_team and o.name_at is not null and (n.name_at is null or n.name_at < o.name_at)) as takes
      from contacts o join contacts n on n.team_id = ${teamId} and n.contact_id = ${to}
      where o.team_id = ${teamId} and o.contact_id = ${from}
    ) f
    where t.team_id = ${teamId} and t.contact_id = ${to}`.execute(tx)
  await sql`delete from contacts where team_id = ${teamId} and contact_id = ${from}`.execute(tx)
}

export interface HeldChat {
  id: string
  pluginId: string
  phoneNumberId: string
}

export async function lockChats(tx: Tx, { teamId }: Scope, contactId: string, address: string): Promise<HeldChat[]> {
  const { rows } = await sql<HeldChat>`
    select chat_id as id, plugin_id as "pluginId", phone_number_id as "phoneNumberId" from chats
    where team_id = ${teamId} and contact_id = ${contactId} and address = ${address} order by chat_id for update`.execute(
    tx,
  )
  return rows
}

/** The chat of the same business number with another customer. */
export async function lockChatAt(
  tx: Tx,
  { teamId }: Scope,
  { pluginId, phoneNumberId }: HeldChat,
  address: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select chat_id as id from chats
    where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId} and address = ${address}
    for update`.execute(tx)
  return rows[0]?.id
}

interface Owner {
  address: string
  contactId: string
}

export async function giveChat(tx: Tx, { teamId }: Scope, id: string, { address, contactId }: Owner): Promise<void> {
  await sql`
    update chats set address = ${address}, contact_id = ${contactId}, version = version + 1, updated_at = now()
    where team_id = ${teamId} and chat_id = ${id}`.execute(tx)
  await sql`
    update chat_messages set contact_id = ${contactId} where team_id = ${teamId} and chat_id = ${id}`.execute(tx)
}

/** A chat with the same process, assignee and labels. */
export async function insertChatBeside(
  tx: Tx,
  { teamId }: Scope,
  like: string,
  { id, address, contactId }: Owner & { id: string },
): Promise<void> {
  await sql`
    insert into chats (team_id, chat_id, plugin_id, phone_number_id, address, contact_id, procedure_id, process_id, status, status_at,
      assigned_to, assigned_at, read_until, labels, created_at, updated_at)
    select team_id, ${id}, plugin_id, phone_number_id, ${address}, ${contactId}, procedure_id, process_id, status, status_at,
      assigned_to, assigned_at, read_until, labels, created_at, now()
    from chats where team_id = ${teamId} and chat_id = ${like}`.execute(tx)
}

export async function moveMessages(
  tx: Tx,
  { teamId }: Scope,
  { from, to, contactId, until }: { from: string; to: string; contactId: string; until: Date },
): Promise<void> {
  await sql`
    update chat_messages m set chat_id = h.chat_id, contact_id = ${contactId},
      procedure_id = case when m.process_id is null then h.procedure_id else m.procedure_id end, process_id = coalesce(m.process_id, h.process_id)
    from chats h where h.team_id = ${teamId} and h.chat_id = ${to} and m.team_id = ${teamId} and m.chat_id = ${from} and m.at <= ${until}`.execute(
    tx,
  )
}

/** What the customer wrote in groups. */
export async function moveGroupMessages(
  tx: Tx,
  { teamId }: Scope,
  { from, to, until }: { from: string; to: string; until: Date },
): Promise<void> {
  await sql`
    update chat_messages m set contact_id = ${to} from chats h
    where h.team_id = ${teamId} and h.contact_id is null and m.team_id = ${teamId} and m.chat_id = h.chat_id
      and m.contact_id = ${from} and m.at <= ${until}`.execute(tx)
}

/** One chat of two: what the first one had and the other lacks goes over, the later word on open or closed counts. */
export async function mergeChat(tx: Tx, { teamId }: Scope, from: string, to: string): Promise<void> {
  await sql`
    update chats t set
      procedure_id = case when t.process_id is null then f.procedure_id else t.procedure_id end,
      process_id = coalesce(t.process_id, f.process_id),
      assigned_to = coalesce(t.assigned_to, f.assigned_to), assigned_at = coalesce(t.assigned_at, f.assigned_at),
      status = case when f.status_at > coalesce(t.status_at, '-infinity') then f.status else t.status end,
      status_at = greatest(t.status_at, f.status_at), read_until = greatest(t.read_until, f.read_until),
      window_ends_at = greatest(t.window_ends_at, f.window_ends_at),
      labels = array(select distinct unnest(t.labels || f.labels) order by 1),
      created_at = least(t.created_at, f.created_at), version = t.version + 1, updated_at = now()
    from chats f
    where f.team_id = ${teamId} and f.chat_id = ${from} and t.team_id = ${teamId} and t.chat_id = ${to}`.execute(tx)
  await sql`
    update chat_messages m set procedure_id = h.procedure_id, process_id = h.process_id from chats h
    where h.team_id = ${teamId} and h.chat_id = ${to} and m.team_id = ${teamId} and m.chat_id = h.chat_id and m.process_id is null`.execute(
    tx,
  )
  await sql`update chat_notes set chat_id = ${to} where team_id = ${teamId} and chat_id = ${from}`.execute(tx)
  await sql`update chat_messages set chat_id = ${to} where team_id = ${teamId} and chat_id = ${from}`.execute(tx)
  await sql`delete from chats where team_id = ${teamId} and chat_id = ${from}`.execute(tx)
}

/** It was another person's. */
export async function forgetWindow(tx: Tx, { teamId }: Scope, id: string): Promise<void> {
  await sql`
    update chats set window_ends_at = null where team_id = ${teamId} and chat_id = ${id}`.execute(tx)
}

/** After messages came or went: last message, window and what is unread. */
export async function countAgain(tx: Tx, { teamId }: Scope, ids: readonly string[]): Promise<void> {
  await sql`
    update chats h set
      last_message_id = c.last_id, last_message_at = coalesce(c.last_at, h.created_at), last_inbound_at = c.inbound_at,
      window_ends_at = greatest(h.window_ends_at, c.inbound_at + interval '24 hours'), unread_count = c.unread, updated_at = now()
    from (
      select k.chat_id, l.chat_message_id as last_id, l.at as last_at,
        (select max(m.at) from chat_messages m
          where m.team_id = ${teamId} and m.chat_id = k.chat_id and m.direction = 'INBOUND' and m.type <> 'system') as inbound_at,
        (select count(*) from chat_messages m
          where m.team_id = ${teamId} and m.chat_id = k.chat_id and m.direction = 'INBOUND' and m.type <> 'system'
            and m.at > coalesce(k.read_until, '-infinity')) as unread
      from chats k left join lateral (
        select m.chat_message_id, m.at from chat_messages m where m.team_id = ${teamId} and m.chat_id = k.chat_id
        order by m.at desc, m.chat_message_id desc limit 1
      ) l on true
      where k.team_id = ${teamId} and k.chat_id = any(${ids}::uuid[])
    ) c
    where h.team_id = ${teamId} and h.chat_id = c.chat_id`.execute(tx)
}
