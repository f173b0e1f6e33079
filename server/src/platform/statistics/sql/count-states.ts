import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import { eventsOf, type Stretch, slotOf } from '../stretch.ts'

/** An import may tell anything of a state; longer than this no short id is. */
const longestState = 100

/**
 * What some events tell of processes and their states. Whether a process comes into a state for the first time is seen in its own history, so it is the same
 * however the events are cut into stretches.
 */
export async function countStates(tx: Tx, stretch: Stretch): Promise<void> {
  const { teamId } = stretch
  await sql`
    with moves as (
      select e.procedure_id, e.subject_id, e.position, e.event_id, e.kind, e.at, p.created_at as made_at,
        left(e.before ->> 'state', ${longestState}::integer) as gone, left(e.after ->> 'state', ${longestState}::integer) as come
      from ${eventsOf(stretch)} e cross join lateral (
        select created_at from processes where team_id = ${teamId} and process_id = e.subject_id offset 0
      ) p
      where e.kind like 'process.%' and e.procedure_id is not null
        and (e.before ->> 'state') is distinct from (e.after ->> 'state')
    ), counted as (
      select procedure_id, made_at as at, come as state, 1 as created, 0 as entered, 0 as departed, 0 as reached
      from moves where kind = 'process.created' and come is not null
      union all select procedure_id, at, come, 0, 1, 0, 0 from moves where come is not null
      union all select procedure_id, at, gone, 0, 0, 1, 0 from moves where gone is not null
      union all select procedure_id, made_at, come, 0, 0, 0, 1 from moves m where come is not null and not exists (
        select from events o where o.team_id = ${teamId} and o.subject_id = m.subject_id and o.kind like 'process.%'
          and left(o.after ->> 'state', ${longestState}::integer) = m.come
          and (o.before ->> 'state') is distinct from (o.after ->> 'state')
          and (o.position, o.event_id) < (m.position, m.event_id) offset 0)
    )
    insert into statistics_states as s (team_id, procedure_id, slot, state, created, entered, departed, reached)
    select ${teamId}::uuid, procedure_id, ${slotOf(sql`at`)}, state, sum(created), sum(entered), sum(departed), sum(reached)
    from counted group by 2, 3, 4
    on conflict (team_id, procedure_id, slot, state) do update set created = s.created + excluded.created,
      entered = s.entered + excluded.entered, departed = s.departed + excluded.departed, reached = s.reached + excluded.reached`.execute(
    tx,
  )
}
