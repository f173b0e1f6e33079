import type { Database } from '../../../database/database.ts'
import { differences } from '../../../events/differences.ts'
import type { Scope } from '../../../scope.ts'
import type { Models } from '../../model/service.ts'
import { accessTo } from '../../roles/access.ts'
import { isWithin, procedureNamed } from '../access.ts'
import { Cursors } from '../list/cursor.ts'
import { noSuchProcess } from '../no-such-process.ts'
import { findHistory, type HistoryRow } from '../sql/find-history.ts'
import { findProcess } from '../sql/find-processes.ts'
import type { HistoryEntry, HistoryQuery } from './types.ts'

export interface HistoryPage {
  entries: HistoryEntry[]
  hasMore: boolean
  nextCursor?: string
}

/** Tells what happened to a process and its tasks: who changed what, when, from what to what, by which key. */
export class Histories {
  readonly #db: Database
  readonly #models: Models

  constructor({ db, models }: { db: Database; models: Models }) {
    this.#db = db
    this.#models = models
  }

  /** The newest first. That of a deleted process is for those who may restore it. */
  async list(
    scope: Scope,
    procedureName: string,
    processId: string,
    { limit, cursor }: HistoryQuery,
  ): Promise<HistoryPage> {
    const model = await this.#models.of(scope)
    const procedure = procedureNamed(scope, model, procedureName, 'read')
    const process = await findProcess(this.#db, scope, procedure, processId)
    const { read, write } = accessTo(scope.role, procedure.id)
    if (!process || !isWithin(process.deletedAt === null ? read : write, scope, process)) {
      throw noSuchProcess(procedure, { id: processId })
    }
    const cursors = new Cursors(['history', process.id])
    const after = cursor === undefined ? undefined : cursors.read(cursor)
    const rows = await findHistory(this.#db, scope, process.id, { after, limit: limit + 1 })
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      entries: rows.slice(0, limit).map(toEntry),
      hasMore: last !== undefined,
      ...(last && { nextCursor: cursors.write({ key: null, at: last.at.getTime(), id: last.id }) }),
    }
  }
}

function toEntry({ id, kind, at, userId, username, keyId, keyName, before, after }: HistoryRow): HistoryEntry {
  const isTask = kind.startsWith('task.')
  const told = after ?? before ?? {}
  const { from, to } = changes(before, after)
  return {
    id,
    kind,
    at: at.getTime(),
    user: userId,
    username,
    key: keyId,
    keyName,
    task: isTask && typeof told.task === 'string' ? told.task : null,
    stateTask: isTask && typeof told.stateTask === 'string' ? told.stateTask : null,
    from,
    to,
  }
}

/** Events of tasks hold the whole task each time: only what changed is told. */
function changes(before: HistoryRow['before'], after: HistoryRow['after']): Pick<HistoryEntry, 'from' | 'to'> {
  if (!before || !after) return { from: before, to: after }
  const { before: from, after: to } = differences(before, after)
  return { from, to }
}
