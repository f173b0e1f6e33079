import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { newId } from '../ids.ts'
import type { Scope } from '../scope.ts'

/** One change, as history, audit log and webhooks will tell it. */
export interface NewEvent {
  /** `pod.created`, `process.updated` … */
  kind: string
  subjectId: string
  procedureId?: string
  /** what was there before and after: whole objects at creation and deletion, only the changed fields otherwise; never a secret */
  before: object | null
  after: object | null
  at?: Date
  /** who did it, where it is not whoever asks; then by no key */
  userId?: string | null
}

export async function recordEvent(tx: Tx, scope: Scope, event: NewEvent): Promise<void> {
  await recordEvents(tx, scope, [event])
}

export async function recordEvents(tx: Tx, scope: Scope, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const now = new Date()
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value))
  await sql`
    insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
    select ${scope.teamId}::uuid, e.event_id, e.kind, e.subject_id, e.procedure_id, e.user_id, e.key_id, e.before, e.after, e.at
    from unnest(
      ${events.map(() => newId())}::uuid[], ${events.map((event) => event.kind)}::text[], ${events.map((event) => event.subjectId)}::uuid[],
      ${events.map((event) => event.procedureId ?? null)}::uuid[], ${events.map((event) => json(event.before))}::jsonb[],
      ${events.map((event) => json(event.after))}::jsonb[], ${events.map((event) => event.at ?? now)}::timestamptz[],
      ${events.map((event) => (event.userId === undefined ? scope.userId : event.userId))}::uuid[],
      ${events.map((event) => (event.userId === undefined ? scope.keyId : null))}::uuid[]
    ) as e (event_id, kind, subject_id, procedure_id, before, after, at, user_id, key_id)`.execute(tx)
}
