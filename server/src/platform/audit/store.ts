import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Position } from './cursor.ts'

export interface EventRow extends Position {
  kind: string
  subjectId: string
  procedureId: string | null
  userId: string | null
  keyId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  at: Date
}

export interface EventFilter {
  kind?: string | undefined
  subjectId?: string | undefined
  userId?: string | undefined
  since?: Date | undefined
  until?: Date | undefined
  /** of events that belong to a procedure, only those of these; null: all */
  procedures: readonly string[] | null
}

export interface EventPage {
  order: 'newest' | 'oldest'
  after?: Position | undefined
  limit: number
}

/**
 * Oldest first, only what is final: a transaction that is still open may yet commit events with lower positions, and whoever follows the log would
 * never see them.
 */
export async function findEvents(
  db: Reader,
  { teamId }: Scope,
  filter: EventFilter,
  page: EventPage,
): Promise<EventRow[]> {
  const direction = page.order === 'newest' ? 'desc' : 'asc'
  let events = db
    .selectFrom('events')
    .select([
      'position',
      'event_id as eventId',
      'kind',
      'subject_id as subjectId',
      'procedure_id as procedureId',
      'user_id as userId',
      'key_id as keyId',
      'before',
      'after',
      'at',
    ])
    .where('team_id', '=', teamId)
    .orderBy('position', direction)
    .orderBy('event_id', direction)
    .limit(page.limit)
  if (page.order === 'oldest') {
    events = events.where(
      sql<boolean>`position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_position_offset()`,
    )
  }
  if (page.after) {
    const { position, eventId } = page.after
    const beyond = sql.raw(page.order === 'newest' ? '<' : '>')
    events = events.where(sql<boolean>`(position, event_id) ${beyond} (${position}::bigint, ${eventId}::uuid)`)
  }
  if (filter.kind?.endsWith('.*')) events = events.where(sql<boolean>`starts_with(kind, ${filter.kind.slice(0, -1)})`)
  else if (filter.kind) events = events.where('kind', '=', filter.kind)
  if (filter.subjectId) events = events.where('subject_id', '=', filter.subjectId)
  if (filter.userId) events = events.where('user_id', '=', filter.userId)
  if (filter.since) events = events.where('at', '>=', filter.since)
  if (filter.until) events = events.where('at', '<', filter.until)
  if (filter.procedures) {
    events = events.where(
      sql<boolean>`(procedure_id is null or procedure_id = any (${[...filter.procedures]}::uuid[]))`,
    )
  }
  return (await events.execute()) as EventRow[]
}
