import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { horizon, type Place } from '../../events/follower/store.ts'
import type { Scope } from '../../scope.ts'

export interface RelayedEvent extends Place {
  kind: string
  subjectId: string
  procedureId: string | null
  userId: string | null
  keyId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  at: Date
}

/** Final events after a place, the oldest first. */
export async function findEventsAfter(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  { position, eventId }: Place,
  limit: number,
): Promise<RelayedEvent[]> {
  const { rows } = await sql<RelayedEvent>`
    select position, event_id as "eventId", kind, subject_id as "subjectId", procedure_id as "procedureId", user_id as "userId", key_id as "keyId",
           before, after, at
    from events
    where team_id = ${teamId} and (position, event_id) > (${position}::bigint, ${eventId}::uuid) and position < ${horizon}
    order by position, event_id limit ${limit}`.execute(db)
  return rows
}
