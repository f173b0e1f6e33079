import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import { eventsOf, type Stretch } from '../../../platform/statistics/stretch.ts'
import { templateOf } from '../template-of.ts'

/** Meta tells the times of customers' messages in whole seconds: one of the same second may be the answer. */
const oneTick = sql`interval '1 second'`

/** Templates after which the customer wrote within a day; each once, whichever of the two is told first. */
export async function countTemplateReplies(tx: Tx, stretch: Stretch): Promise<void> {
  const { teamId } = stretch
  await sql`
    with told as (
      select m.chat_message_id, m.chat_id, m.at, m.direction, ${templateOf} as template
      from ${eventsOf(stretch)} e cross join lateral (
        select chat_message_id, chat_id, at, direction, type, body from chat_messages
        where team_id = ${teamId} and chat_message_id = e.subject_id offset 0
      ) m
      where e.kind in ('message.created', 'message.received')
    )
    insert into statistics_template_replies (team_id, chat_message_id, at, template)
    select ${teamId}::uuid, t.chat_message_id, t.at, t.template from told i cross join lateral (
      select chat_message_id, at, ${templateOf} as template from chat_messages m
      where team_id = ${teamId} and chat_id = i.chat_id and at < i.at + ${oneTick} and at >= i.at - interval '24 hours' and direction = 'OUTBOUND'
        and type = 'template' offset 0
    ) t where i.direction = 'INBOUND' and t.template <> ''
    union
    select ${teamId}::uuid, t.chat_message_id, t.at, t.template from told t
    where t.direction = 'OUTBOUND' and t.template <> '' and exists (
      select from chat_messages i where i.team_id = ${teamId} and i.chat_id = t.chat_id and i.at > t.at - ${oneTick} and i.at <= t.at + interval '24 hours'
        and i.direction = 'INBOUND' offset 0)
    on conflict (team_id, chat_message_id) do nothing`.execute(tx)
}
