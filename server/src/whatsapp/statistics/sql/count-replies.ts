import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import { eventsOf, type Stretch } from '../../../platform/statistics/stretch.ts'

/** So many messages of a chat are looked through for the reply before or after one. */
const mostLookedThrough = 200

/** What a person of the team writes to one customer: in the console, on the phone of the business, or by a program in somebody's name; no template of a program. */
const isReply = (message: 'm' | 'n' | 'r'): RawBuilder<boolean> => {
  const column = (name: string) => sql.ref(`${message}.${name}`)
  return sql`(${column('direction')} = 'OUTBOUND' and ${column('contact_id')} is not null and ${column('delivery_status')} <> 'FAILED' and (
    ${column('source_type')} in ('CONSOLE', 'ECHO')
    or (${column('source_type')} = 'API' and ${column('user_id')} is not null and ${column('type')} <> 'template')))`
}

/**
 * How long customers waited. What a message changes is its own standing as a reply, and that of the reply after it; both are judged anew by the chat as it
 * is, so the order in which events came makes no difference.
 */
export async function countReplies(tx: Tx, stretch: Stretch): Promise<void> {
  const { teamId } = stretch
  await sql`
    with touched as (
      select distinct m.chat_message_id, m.chat_id, m.at
      from ${eventsOf(stretch)} e cross join lateral (
        select chat_message_id, chat_id, at from chat_messages where team_id = ${teamId} and chat_message_id = e.subject_id offset 0
      ) m
      where (e.kind in ('message.created', 'message.received')
        or (e.kind = 'message.updated' and 'FAILED' in (e.before ->> 'deliveryStatus', e.after ->> 'deliveryStatus')))
    ), affected as (
      select chat_message_id from touched
      union
      select n.chat_message_id from touched t cross join lateral (
        select m.chat_message_id from (
          select chat_message_id, at, direction, contact_id, delivery_status, source_type, user_id, type from chat_messages
          where team_id = ${teamId} and chat_id = t.chat_id and (at, chat_message_id) > (t.at, t.chat_message_id)
          order by at, chat_message_id limit ${mostLookedThrough}
        ) m where ${isReply('m')} order by m.at, m.chat_message_id limit 1
      ) n
    ), judged as (
      select r.chat_message_id, r.at, r.user_id, w.since
      from affected a cross join lateral (
        select * from chat_messages where team_id = ${teamId} and chat_message_id = a.chat_message_id offset 0
      ) r cross join lateral (
        select min(b.at) filter (where b.direction = 'INBOUND' and b.replies_after = 0) as since from (
          select n.at, n.direction, count(*) filter (where ${isReply('n')}) over (order by n.at desc, n.chat_message_id desc) as replies_after
          from (
            select chat_message_id, at, direction, contact_id, delivery_status, source_type, user_id, type from chat_messages
            where team_id = ${teamId} and chat_id = r.chat_id and (at, chat_message_id) < (r.at, r.chat_message_id)
            order by at desc, chat_message_id desc limit ${mostLookedThrough}
          ) n
        ) b
      ) w
      where ${isReply('r')} and w.since is not null
    ), gone as (
      delete from statistics_replies where team_id = ${teamId} and chat_message_id = any (array(
        select chat_message_id from affected except select chat_message_id from judged))
    )
    insert into statistics_replies (team_id, chat_message_id, at, user_id, seconds)
    select ${teamId}::uuid, chat_message_id, at, user_id, least(extract(epoch from at - since), 2147483647)::integer from judged
    on conflict (team_id, chat_message_id) do update set at = excluded.at, user_id = excluded.user_id, seconds = excluded.seconds`.execute(
    tx,
  )
}
