import type { Tx } from '../../database/database.ts'
import { Conflict, type Problem } from '../../errors.ts'
import { type NewEvent, recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import type { CreateInput } from '../processes/create-many.ts'
import { readTime } from '../processes/intent.ts'
import type { Outcome } from '../processes/outcome.ts'
import { resolveReferences } from '../processes/references.ts'
import type { Processes } from '../processes/service.ts'
import type { ProcessInput } from '../processes/types.ts'
import { taskEvent } from '../tasks/events.ts'
import type { Tasks } from '../tasks/service.ts'
import { authorNamed } from './author.ts'
import { type GivenChange, historyEvents, readHistory } from './read-history.ts'
import { type GivenTask, readTasks, taskOf } from './read-tasks.ts'
import { type ImportRow, passedOver } from './types.ts'

/** What became of a row: as at creation, or it was there already. */
export type ImportOutcome = Outcome | { alreadyThere: string }

interface Reading {
  source: CreateInput & { given: NonNullable<CreateInput['given']> }
  recordId: string | undefined
  history: GivenChange[]
  tasks: GivenTask[]
}

/** Takes processes in with the ids, times, authors, history and tasks that they had elsewhere. */
export class Imports {
  readonly #processes: Processes
  readonly #tasks: Tasks
  readonly #newId: () => string

  constructor({ processes, tasks, newId }: { processes: Processes; tasks: Tasks; newId: () => string }) {
    this.#processes = processes
    this.#tasks = tasks
    this.#newId = newId
  }

  /** The rows' outcomes in their order. A process whose id is there already is left as it is. */
  async importIn(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    rows: readonly ImportRow[],
  ): Promise<ImportOutcome[]> {
    const readings = rows.map((row) => this.#read(model, procedure, row))
    await this.#readReferences(tx, scope, model, readings)
    const there = await this.#processes.thereAlready(
      tx,
      scope,
      readings.map(({ source }) => source.given.id),
    )
    const takenTasks = await this.#tasks.thereAlready(
      tx,
      scope,
      readings.flatMap(({ tasks }) => tasks.map(({ row }) => row.id)),
    )
    const outcomes: ImportOutcome[] = []
    while (outcomes.length < readings.length) {
      const turn = await this.#turn(tx, scope, model, procedure, readings.slice(outcomes.length), there, takenTasks)
      outcomes.push(...turn)
    }
    return outcomes
  }

  /** The rows up to the first that repeats the process, a task or the record of one before it. */
  async #turn(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    readings: readonly Reading[],
    there: Set<string>,
    takenTasks: Set<string>,
  ): Promise<ImportOutcome[]> {
    const seen = new Set<string>()
    const namesOf = ({ source, recordId, tasks }: Reading): string[] => [
      source.given.id,
      ...(recordId ? [recordId] : []),
      ...tasks.map(({ row }) => row.id),
    ]
    let end = 0
    for (let next = readings[end]; next && !namesOf(next).some((name) => seen.has(name)); next = readings[++end]) {
      for (const name of namesOf(next)) seen.add(name)
    }
    const turn = readings.slice(0, Math.max(1, end))
    await this.#placeRecords(tx, scope, turn)
    const fresh = turn.filter(({ source }) => !there.has(source.given.id))
    const free = fresh.filter(({ tasks }) => !tasks.some(({ row }) => takenTasks.has(row.id)))
    const made = await this.#processes.createManyIn(
      tx,
      scope,
      model,
      procedure,
      free.map(({ source }) => source),
    )
    const outcomeOf = new Map(free.map((reading, index) => [reading, made[index]]))
    await this.#writeHistoryAndTasks(tx, scope, model, procedure, outcomeOf)
    for (const [{ source, tasks }, outcome] of outcomeOf) {
      if (!outcome || 'error' in outcome) continue
      there.add(source.given.id)
      for (const { row } of tasks) takenTasks.add(row.id)
    }
    return turn.map((reading) => {
      const { id } = reading.source.given
      const outcome = outcomeOf.get(reading)
      if (outcome) return outcome
      return fresh.includes(reading) ? { error: taskTaken(reading, takenTasks) } : { alreadyThere: id }
    })
  }

  #read(model: TeamModel, procedure: Procedure, row: ImportRow): Reading {
    const { id, createdAt, updatedAt, createdBy, history, tasks, record, ...rest } = row
    const problems: Problem[] = []
    const changes = readHistory(model, history ?? [], problems)
    const givenTasks = readTasks(model, procedure, tasks ?? [], this.#newId, problems)
    const time = (value: unknown, path: string) =>
      readTime(model, value, path, (problem) => void problems.push(problem))
    const madeAt = time(createdAt, 'createdAt') ?? changes[0]?.at ?? new Date()
    const changedAt =
      time(updatedAt, 'updatedAt') ?? changes.findLast(({ kind }) => kind.startsWith('process.'))?.at ?? madeAt
    const { assignedTo, status, ...input } = inputOf(rest)
    const creation = changes.find(({ kind }) => kind === 'process.created')
    const given = {
      id: id?.toLowerCase() ?? this.#newId(),
      createdAt: madeAt,
      updatedAt: changedAt,
      createdBy: authorNamed(model, createdBy, 'createdBy', problems) ?? creation?.by ?? null,
      status: input.state === undefined ? undefined : status,
      assignedTo: authorNamed(model, assignedTo, 'assignedTo', problems),
      problems,
    }
    const data = record?.data && { record: { data: record.data } }
    return {
      source: {
        input: { ...input, ...data, ...(input.state === undefined && status && { status }) },
        prefix: '',
        given,
      },
      recordId: record?.id?.toLowerCase(),
      history: changes,
      tasks: givenTasks,
    }
  }

  /** What is wrong with the data of its tasks is wrong with the row. */
  async #readReferences(tx: Tx, scope: Scope, model: TeamModel, readings: readonly Reading[]): Promise<void> {
    await resolveReferences(
      tx,
      scope,
      model,
      readings.flatMap(({ tasks }) => tasks.map(({ data }) => data)),
    )
    for (const { source, tasks } of readings) source.given.problems.push(...tasks.flatMap(({ data }) => data.problems))
  }

  /** A record that is there is joined; another is made under the id that it had. */
  async #placeRecords(tx: Tx, scope: Scope, readings: readonly Reading[]): Promise<void> {
    const ids = readings.flatMap(({ recordId }) => recordId ?? [])
    const there = await this.#processes.recordsThereAlready(tx, scope, ids)
    for (const { source, recordId } of readings) {
      if (!recordId) continue
      if (there.has(recordId)) source.input = { ...source.input, record: { ...source.input.record, id: recordId } }
      else source.given.recordId = recordId
    }
  }

  async #writeHistoryAndTasks(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    outcomes: ReadonlyMap<Reading, Outcome | undefined>,
  ): Promise<void> {
    const made = [...outcomes].flatMap(([reading, outcome]) =>
      outcome && !('error' in outcome) ? [{ reading, process: outcome.row }] : [],
    )
    const tasks = made.flatMap(({ reading, process }) => reading.tasks.map((task) => taskOf(task, process)))
    await this.#tasks.insertManyIn(tx, scope, tasks)
    const told = new Set(
      made.flatMap(({ reading }) => reading.history.map(({ before, after }) => String((after ?? before)?.task))),
    )
    const events: NewEvent[] = [
      ...made.flatMap(({ reading, process }) => historyEvents(procedure, process, reading.history)),
      ...tasks.filter((task) => !told.has(task.id)).map((task) => taskEvent(model, task)),
    ]
    await recordEvents(
      tx,
      scope,
      events.sort((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0)),
    )
  }
}

function inputOf(row: Omit<ImportRow, 'id' | 'record' | 'history' | 'tasks'>): ProcessInput {
  const { stateShortId, assignedToUsername, ...input }: Record<string, unknown> = row
  for (const name of passedOver) delete input[name]
  return {
    ...input,
    ...(typeof stateShortId === 'string' && { state: stateShortId }),
    ...(typeof assignedToUsername === 'string' && { assignedTo: assignedToUsername }),
  }
}

const taskTaken = ({ tasks }: Reading, taken: ReadonlySet<string>): Conflict => {
  const index = tasks.findIndex(({ row }) => taken.has(row.id))
  return new Conflict(`There is a task ${tasks[index]?.row.id} already, of another process.`, {
    code: 'task_taken',
    path: `tasks.${index}.id`,
    hint: 'Leave the id out: the task gets a new one.',
  })
}
