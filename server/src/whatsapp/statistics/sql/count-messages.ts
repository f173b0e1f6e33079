import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import { eventsOf, type Stretch, slotOf } from '../../../platform/statistics/stretch.ts'
import { templateOf } from '../template-of.ts'

/**
 * Messages move from status to status in the slot in which they were written: each event takes one out of the count of what it was and adds it to what it is. An
 * echo that gave way to the message it was of is neither here nor there.
 */
export async function countMessages(tx: Tx, stretch: Stretch): Promise<void> {
  await sql`
    with told as (
      select m.at, m.direction, ${templateOf} as template, m.errors -> 0 ->> 'code' as code,
        case when e.kind = 'message.updated' then e.before ->> 'deliveryStatus' end as was,
        case when e.kind = 'message.received' then 'RECEIVED' when e.kind = 'message.created' then coalesce(e.after ->> 'deliveryStatus', 'SENT')
          else e.after ->> 'deliveryStatus' end as becomes
      from ${eventsOf(stretch)} e cross join lateral (
        select at, direction, type, body, errors from chat_messages where team_id = ${stretch.teamId} and chat_message_id = e.subject_id offset 0
      ) m
      where e.kind in ('message.created', 'message.received', 'message.updated')
    ), moved as (
      select at, direction, template, code, becomes as status, 1 as change from told where becomes is not null and becomes is distinct from was
      union all
      select at, direction, template, code, was, -1 from told where was is not null and becomes is not null and becomes <> was
    ), failed as (
      insert into statistics_failures as s (team_id, slot, code, count)
      select ${stretch.teamId}::uuid, ${slotOf(sql`at`)}, left(coalesce(code, 'unknown'), 100), sum(change)
      from moved where status = 'FAILED' group by 2, 3
      on conflict (team_id, slot, code) do update set count = s.count + excluded.count
    )
    insert into statistics_messages as s (team_id, slot, direction, template, delivery_status, count)
    select ${stretch.teamId}::uuid, ${slotOf(sql`at`)}, direction, template, status, sum(change)
    from moved group by 2, 3, 4, 5 having sum(change) <> 0
    on conflict (team_id, slot, direction, template, delivery_status) do update set count = s.count + excluded.count`.execute(
    tx,
  )
}
