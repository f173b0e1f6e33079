import { validate as isUuid } from 'uuid'
import type { Database } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { FieldReader } from '../model/field-reader.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'
import type { Role } from '../roles/types.ts'
import { readCursor, writeCursor } from './cursor.ts'
import * as store from './store.ts'
import type { AuditEvent, AuditPage, AuditQuery } from './types.ts'

/** Reads what was written with every change: who did what, when, by which key. */
export class Audit {
  readonly #db: Database
  readonly #models: Models

  constructor({ db, models }: { db: Database; models: Models }) {
    this.#db = db
    this.#models = models
  }

  /** Of procedures that the role does not read in full it tells nothing: an event shows what changed in a process. */
  async list(scope: Scope, query: AuditQuery): Promise<AuditPage> {
    const model = await this.#models.of(scope)
    const filter = readFilter(query, model)
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
    const rows = await store.findEvents(
      scope.transaction ?? this.#db,
      scope,
      { ...filter, procedures: proceduresReadInFull(scope.role, model) },
      { order: query.order, after, limit: query.limit + 1 },
    )
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1) ?? after
    return {
      events: shown.map((row) => toEvent(row, model)),
      hasMore: rows.length > query.limit,
      cursor: last ? writeCursor(last) : null,
    }
  }
}

function readFilter({ kind, subject, user, since, until }: AuditQuery, model: TeamModel) {
  const reader = new FieldReader(model)
  const time = (field: string, input: string | undefined): Date | undefined => {
    const value = input === undefined ? null : reader.instant(field, input)
    return value === null ? undefined : new Date(value)
  }
  const userId = user && (model.userByUsername.get(user.toLowerCase())?.id ?? user)
  if (userId && !isUuid(userId)) {
    reader.refuse({ code: 'unknown_user', message: `There is no user "${user}".`, path: 'user' })
  }
  const filter = { kind, subjectId: subject, userId, since: time('since', since), until: time('until', until) }
  reader.finish()
  return filter
}

/** null: all of them, deleted ones too. */
function proceduresReadInFull(role: Role, model: TeamModel): string[] | null {
  const readsAll = (id: string): boolean => accessTo(role, id).read === 'all'
  if (readsAll('*') && role.procedures.every((entry) => entry.read === 'all')) return null
  return [...model.procedures.keys()].filter(readsAll)
}

const toEvent = (row: store.EventRow, model: TeamModel): AuditEvent => ({
  id: row.eventId,
  kind: row.kind,
  at: row.at.getTime(),
  subject: row.subjectId,
  procedure: row.procedureId,
  procedureShortId: (row.procedureId && model.procedures.get(row.procedureId)?.shortId) || null,
  user: row.userId,
  username: (row.userId && model.users.get(row.userId)?.username) || null,
  key: row.keyId,
  before: row.before,
  after: row.after,
})
