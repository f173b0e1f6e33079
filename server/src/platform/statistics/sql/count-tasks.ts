import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import { eventsOf, type Stretch, slotOf } from '../stretch.ts'

/** stands for nobody */
export const nobody = '00000000-0000-0000-0000-000000000000'

const uuidForm = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** Tasks that were completed, by whose they were. */
export async function countTasks(tx: Tx, stretch: Stretch): Promise<void> {
  await sql`
    insert into statistics_tasks as s (team_id, slot, user_id, completed)
    select ${stretch.teamId}::uuid, ${slotOf(sql`e.at`)},
      case when e.after ->> 'assignedTo' ~ ${uuidForm} then (e.after ->> 'assignedTo')::uuid else coalesce(e.user_id, ${nobody}::uuid) end,
      count(*)
    from ${eventsOf(stretch)} e where e.kind = 'task.completed' group by 2, 3
    on conflict (team_id, slot, user_id) do update set completed = s.completed + excluded.completed`.execute(tx)
}
