import { type Static, Type } from 'typebox'

const maybeId = Type.Union([Type.String({ format: 'uuid' }), Type.Null()])
const fields = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])

/** One change: who did what to what, by which key. */
export const AuditEvent = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.String({ examples: ['role.updated'] }),
  at: Type.Integer({ description: 'epoch milliseconds' }),
  subject: Type.String({ format: 'uuid', description: 'what changed' }),
  procedure: maybeId,
  procedureShortId: Type.Union([Type.String(), Type.Null()], { examples: ['lead'] }),
  user: maybeId,
  username: Type.Union([Type.String(), Type.Null()], { examples: ['alex@paisapay.com'] }),
  key: maybeId,
  before: { ...fields, description: 'null at a creation; of a change only the fields that changed' },
  after: { ...fields, description: 'null at a deletion; of a change only the fields that changed' },
})
export type AuditEvent = Static<typeof AuditEvent>

export interface AuditQuery {
  /** `role.updated`, or `role.*` for all of roles */
  kind?: string
  /** uuid of what changed */
  subject?: string
  /** uuid or username of who changed it */
  user?: string
  since?: string
  until?: string
  order: 'newest' | 'oldest'
  cursor?: string
  limit: number
}

export interface AuditPage {
  events: AuditEvent[]
  hasMore: boolean
  /** goes on after the last event; of the oldest first also later, when more has happened */
  cursor: string | null
}
