import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import { Snapshot } from './snapshot.ts'

/** An event, as far as it takes to say that something changed, and to whom. */
export interface EventRow {
  eventId: string
  position: number
  kind: string
  subjectId: string
  procedureId: string | null
  userId: string | null
  keyId: string | null
  at: Date
  /** of what belongs to a chat */
  chatId: string | null
  /** whether whom it was assigned to changed, and from whom */
  reassigned: boolean | null
  assignedBefore: string | null
  podBefore: string | null
}

const columns = `e.team_id as "teamId", e.event_id as "eventId", e.position, e.kind, e.subject_id as "subjectId", e.procedure_id as "procedureId",
  e.user_id as "userId", e.key_id as "keyId", e.at, coalesce(e.after ->> 'chat', e.before ->> 'chat') as "chatId",
  e.before ? 'assignedTo' as reassigned, e.before ->> 'assignedTo' as "assignedBefore", e.before ->> 'belongsTo' as "podBefore"`

interface SnapshotRow {
  snapshot: string
  shift: number
}

const here = `pg_current_snapshot()::text as snapshot, event_position_offset() as shift`

export async function readSnapshot(db: Reader): Promise<Snapshot> {
  const { rows } = await sql<SnapshotRow>`select ${sql.raw(here)}`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL told no snapshot.')
  return Snapshot.read(row.snapshot, row.shift)
}

/**
 * What the present snapshot sees beyond an earlier one: events from its end on, and those of transactions that were open then and have ended. The rows of
 * a transaction that is still open are never walked through, however many they are.
 */
const findNew = prepared<SnapshotRow & ({ teamId: string } & EventRow)>(
  'find-new-events',
  `select ${here}, n.* from (select 1) as one left join lateral (
     select e.* from unnest($1::uuid[]) as t (team_id) cross join lateral (
       (select ${columns} from events e
        where e.team_id = t.team_id and e.position >= $2
          and e.position < pg_snapshot_xmax(pg_current_snapshot())::text::bigint + event_position_offset()
        order by e.position, e.event_id limit $4)
       union all
       (select ${columns} from events e
        where e.team_id = t.team_id and e.position = any (array(
          select position from unnest($3::bigint[]) as o (position)
          where pg_visible_in_snapshot((position - event_position_offset())::text::xid8, pg_current_snapshot())))
        limit $4)
     ) e
   ) n on true
   order by n.position, n."eventId"`,
)

export interface News {
  now: Snapshot
  /** by team, in the order of their positions */
  events: Map<string, EventRow[]>
}

/** @param limit of each team; where there are more, more than that are answered, but not all */
export async function findNewEvents(
  db: Reader,
  teamIds: readonly string[],
  since: Snapshot,
  limit: number,
): Promise<News> {
  const rows = await findNew(db, [teamIds, since.end, since.open, limit + 1])
  const [first] = rows
  if (!first) throw new Error('PostgreSQL told no snapshot.')
  const found = rows.filter(({ eventId }) => eventId !== null)
  return { now: Snapshot.read(first.snapshot, first.shift), events: Map.groupBy(found, ({ teamId }) => teamId) }
}

const findBetween = prepared<EventRow>(
  'find-events-between',
  `(select ${columns} from events e where e.team_id = $1 and e.position >= $2 and e.position < $4
    order by e.position, e.event_id limit $5)
   union all
   (select ${columns} from events e where e.team_id = $1 and e.position = any ($3::bigint[]) limit $5)
   order by position, "eventId"`,
)

/** The events of a team that `until` sees and `since` does not; more than `limit`, but not all, where there are so many. */
export async function findEventsBetween(
  db: Reader,
  teamId: string,
  { since, until }: { since: Snapshot; until: Snapshot },
  limit: number,
): Promise<EventRow[]> {
  const ended = since.open.filter((position) => until.sees(position))
  const rows = await findBetween(db, [teamId, since.end, ended, until.end, limit + 1])
  return rows.length > limit ? rows : rows.filter(({ position }) => until.sees(position))
}
