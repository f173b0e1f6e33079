import { type Static, Type } from 'typebox'
import type { NadiError } from '../../errors.ts'
import { nullable } from '../../http/schema.ts'
import type { Scope } from '../../scope.ts'
import type { Models } from '../model/service.ts'
import { procedureNamed } from '../processes/access.ts'
import type { Outcome } from '../processes/outcome.ts'
import type { Processes } from '../processes/service.ts'
import { ProcessInput } from '../processes/types.ts'
import { KeyTaken } from '../processes/update-many.ts'
import { refused } from './chunk.ts'
import { RowReader } from './row-reader.ts'
import { EntryProblem, settledStatuses } from './types.ts'

/** What a bulk create would make of one row. */
export const RowCheck = Type.Object({
  index: Type.Integer({ description: 'of the row, from 0', examples: [0] }),
  completionStatus: Type.Enum([...settledStatuses], {
    description: 'how the entry of a bulk create would end',
    examples: ['INVALID'],
  }),
  problems: Type.Array(EntryProblem),
  merges: Type.Boolean({ description: 'whether it would be merged instead of making a process' }),
  process: nullable(Type.String({ format: 'uuid' }), {
    description: 'the process that it would be merged into, where that is there already',
    examples: [null],
  }),
  duplicateOf: nullable(Type.Integer(), {
    description: 'the earlier row that it would be merged into, or that has a key which only one process may have',
    examples: [null],
  }),
})
export type RowCheck = Static<typeof RowCheck>

/** Tells what a bulk create would do with some rows, before anything is done. */
export class RowChecks {
  readonly #models: Models
  readonly #processes: Processes
  readonly #reader = new RowReader<ProcessInput>(ProcessInput)

  constructor({ models, processes }: { models: Models; processes: Processes }) {
    this.#models = models
    this.#processes = processes
  }

  async check(scope: Scope, procedureName: string, rows: readonly unknown[]): Promise<RowCheck[]> {
    const model = await this.#models.of(scope)
    const procedure = procedureNamed(scope, model, procedureName, 'write')
    const read = rows.map((row) => this.#reader.readValue(row))
    const inputs = read.flatMap((row) => ('error' in row ? [] : [{ input: row as ProcessInput, prefix: '' }]))
    const tried = (await this.#processes.tryMany(scope, model, procedure, inputs)).values()
    const outcomes = read.map((row) => ('error' in row ? (row as Outcome) : (tried.next().value as Outcome)))
    const makers = new Map<string, number>()
    for (const [index, outcome] of outcomes.entries())
      if ('row' in outcome && !outcome.wasMerged) makers.set(outcome.row.id, index)
    return outcomes.map((outcome, index) => ({ index, ...told(outcome, makers) }))
  }
}

/** @param makers by the id of a process that a row would make: which row */
function told(outcome: Outcome, makers: ReadonlyMap<string, number>): Omit<RowCheck, 'index'> {
  if ('error' in outcome) return toldRefusal(outcome.error, makers)
  const { wasMerged: merges, row } = outcome
  const duplicateOf = merges ? (makers.get(row.id) ?? null) : null
  const process = merges && duplicateOf === null ? row.id : null
  return { completionStatus: 'SUCCESS', problems: [], merges, process, duplicateOf }
}

function toldRefusal(error: NadiError, makers: ReadonlyMap<string, number>): Omit<RowCheck, 'index'> {
  const { status, errors } = refused(error)
  const duplicateOf = (error instanceof KeyTaken ? makers.get(error.owner) : undefined) ?? null
  // the process that would have the key is not there to be looked at
  const hint = duplicateOf === null ? {} : { hint: `It is that of the row ${duplicateOf}, counted from 0.` }
  return {
    completionStatus: status,
    problems: (errors ?? []).map((problem) => ({ ...problem, ...hint })),
    merges: false,
    process: null,
    duplicateOf,
  }
}
