import type { Database } from '../../database/database.ts'
import { BadInput, type Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import type { DueFilter } from '../processes/due.ts'
import { findAssignee, readTime } from '../processes/intent.ts'
import { Cursors } from '../processes/list/cursor.ts'
import type { Processes } from '../processes/service.ts'
import type { Tasks } from '../tasks/service.ts'
import type { Task } from '../tasks/types.ts'
import type { AgendaItem, AgendaMeta, AgendaQuery } from './types.ts'

const mostCounted = 1_000

/** What a person has to do and when: their open tasks, and the next actions of their open processes, of whichever procedures. */
export class Agenda {
  readonly #db: Database
  readonly #models: Models
  readonly #processes: Processes
  readonly #tasks: Tasks

  constructor(parts: { db: Database; models: Models; processes: Processes; tasks: Tasks }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#processes = parts.processes
    this.#tasks = parts.tasks
  }

  /** What is due first; two sorted lists, merged. */
  async list(scope: Scope, query: AgendaQuery): Promise<{ items: AgendaItem[]; meta: AgendaMeta }> {
    const model = await this.#models.of(scope)
    const { limit } = query
    const { cursors, filter } = read(scope, model, query)
    const page = { ...filter, limit: limit + 1, mostCounted: mostCounted + 1 }
    const [ofTasks, ofProcesses] = await Promise.all([
      this.#tasks.due(scope, model, page),
      this.#processes.due(scope, model, page),
    ])
    const merged = [
      ...ofTasks.tasks.map((task) => ({ id: task.id, dueAt: task.dueBy, task, processId: task.process })),
      ...ofProcesses.due.map(({ id, dueAt }) => ({ id, dueAt, task: null as Task | null, processId: id })),
    ].toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.id < b.id ? -1 : 1))
    const shown = merged.slice(0, limit)
    const ids = [...new Set(shown.map(({ processId }) => processId))]
    const processes = await this.#processes.shown(scope.transaction ?? this.#db, scope, model, ids)
    const last = merged.length > limit ? shown.at(-1) : undefined
    const total = ofTasks.total + ofProcesses.total
    return {
      items: shown.flatMap(({ dueAt, task, processId }) => {
        const process = processes.get(processId)
        return process ? [{ dueAt, task, process }] : []
      }),
      meta: {
        total: Math.min(total, mostCounted),
        ...(total > mostCounted && { isTotalCut: true }),
        hasMore: last !== undefined,
        ...(last && {
          nextCursor: cursors.write({ key: null, at: last.dueAt ?? 0, id: last.id }),
        }),
      },
    }
  }
}

function read(scope: Scope, model: TeamModel, query: AgendaQuery): { cursors: Cursors; filter: DueFilter } {
  const problems: Problem[] = []
  const refuse = (problem: Problem): undefined => void problems.push(problem)
  const userId = query.user === undefined ? scope.userId : findAssignee(model, query.user, 'user', refuse)
  const from = readTime(model, query.dueAfter, 'dueAfter', refuse)?.getTime()
  const before = readTime(model, query.dueBefore, 'dueBefore', refuse)?.getTime()
  if (query.undated && (query.dueAfter !== undefined || query.dueBefore !== undefined)) {
    refuse({
      code: 'undated_and_due',
      message: '"undated" asks for tasks without a due time, which lie in no span of time.',
      path: 'undated',
      hint: 'Leave out either undated or dueAfter and dueBefore.',
    })
  }
  if (problems.length > 0) throw new BadInput(problems)
  if (!userId) {
    throw new BadInput('"user" must name somebody: this key acts in the name of nobody.', {
      code: 'no_user',
      path: 'user',
      hint: 'Give a username or the uuid of a user.',
    })
  }
  const span = query.undated ? null : { from, before }
  const cursors = new Cursors(['agenda', userId, span])
  const place = query.cursor === undefined ? undefined : cursors.read(query.cursor)
  const after = place && { dueAt: span ? place.at : null, id: place.id }
  return { cursors, filter: { userId, span, after } }
}
