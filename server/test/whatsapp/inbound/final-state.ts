import pg from 'pg'

/**
 * All that a team's events have come to, without what differs from one run to the next: our own ids, and when we did it. A lead's number is left out where
 * the customer's changed or was hidden: there the lead bears the one that was known when it was made.
 */
export async function finalState(databaseUrl: string, teamId: string): Promise<Record<string, object[]>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const state: Record<string, object[]> = {}
    for (const [name, query] of Object.entries(queries)) state[name] = (await client.query(query, [teamId])).rows
    return state
  } finally {
    await client.end()
  }
}

const queries = {
  contacts: `select wa_id, phone_number, name, consents from contacts where team_id = $1 order by wa_id collate "C"`,
  chats: `select h.phone_number_id, h.address, c.wa_id, h.status, h.unread_count, h.read_until, h.window_ends_at, h.last_inbound_at,
      h.last_message_at, m.external_id as last_message, h.labels, h.process_id is not null as has_process, h.assigned_to is not null as is_assigned
    from chats h left join contacts c on c.team_id = $1 and c.contact_id = h.contact_id
    left join chat_messages m on m.team_id = $1 and m.chat_message_id = h.last_message_id
    where h.team_id = $1 order by h.phone_number_id, h.address collate "C"`,
  messages: `select m.external_id, h.address, c.wa_id, m.direction, m.type, m.body, m.text, m.attachments, m.delivery_status, m.errors, m.at,
      m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.in_reply_to, m.source_type, m.edited_at, m.revoked_at, m.reactions,
      m.process_id is not null as has_process
    from chat_messages m join chats h on h.team_id = $1 and h.chat_id = m.chat_id
    left join contacts c on c.team_id = $1 and c.contact_id = m.contact_id
    where m.team_id = $1 order by m.external_id collate "C"`,
  leads: `select p.data - 'lead_id' - 'name' as data, count(*) as chats from processes p
    join chats h on h.team_id = $1 and h.process_id = p.process_id
    where p.team_id = $1 and not exists (select from contact_aliases a where a.team_id = $1 and a.wa_id = h.address)
    group by p.process_id, p.data order by p.data ->> 'phone_number' collate "C"`,
  waitingMarks: `select external_id, kind, actor, at from message_marks where team_id = $1 and is_waiting order by 1, 2, 3`,
  unsettled: `select status, error from inbound_events where team_id = $1 and status <> 'APPLIED'`,
}
