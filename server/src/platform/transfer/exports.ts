import type { Scope } from '../../scope.ts'
import type { Models } from '../model/service.ts'
import type { Procedure } from '../model/types.ts'
import { procedureNamed } from '../processes/access.ts'
import type { ProcessRow } from '../processes/row.ts'
import type { Processes } from '../processes/service.ts'
import type { Tasks } from '../tasks/service.ts'
import { writeRow } from './write-row.ts'

const pageSize = 200

/** A team's processes with their history and tasks, as lines that `Imports` takes. */
export class TeamExports {
  readonly #models: Models
  readonly #processes: Processes
  readonly #tasks: Tasks

  constructor({ models, processes, tasks }: { models: Models; processes: Processes; tasks: Tasks }) {
    this.#models = models
    this.#processes = processes
    this.#tasks = tasks
  }

  /**
   * Some lines at a time, in the order in which the processes were made; one procedure, or all of them in turn. Deleted processes are left out.
   * Each page is read by itself, so that what is changed meanwhile may be told as before or as after.
   */
  async *lines(scope: Scope, procedureName?: string): AsyncGenerator<string> {
    const model = await this.#models.of(scope)
    const procedures = procedureName
      ? [procedureNamed(scope, model, procedureName, 'read')]
      : [...model.procedures.values()]
    for (const procedure of procedures) yield* this.#linesOf(scope, procedure)
  }

  async *#linesOf(scope: Scope, procedure: Procedure): AsyncGenerator<string> {
    const model = await this.#models.of(scope)
    for (let after: ProcessRow | undefined; ; ) {
      const { rows, histories } = await this.#processes.inOrder(scope, procedure, { after, limit: pageSize })
      const tasks = await this.#tasks.ofEach(
        scope,
        rows.map(({ id }) => id),
      )
      const lines = rows.map((row) => {
        const told = { row, history: histories.get(row.id) ?? [], tasks: tasks.get(row.id) ?? [] }
        return `${JSON.stringify(writeRow(model, procedure, told))}\n`
      })
      if (lines.length > 0) yield lines.join('')
      if (rows.length < pageSize) return
      after = rows.at(-1)
    }
  }
}
