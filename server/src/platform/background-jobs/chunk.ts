import type { Tx } from '../../database/database.ts'
import { BadInput, type NadiError, type Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import type { Outcome } from '../processes/outcome.ts'
import type { Permission } from '../roles/types.ts'
import type { EntryOutcome, WaitingEntry } from './entries.store.ts'
import type { JobRow } from './job-row.ts'

/** What a job does with its rows: reads each, then writes all that could be read, in few statements. */
export interface RowWork<Row> {
  read(text: string): Row | { error: NadiError }
  /** what the asker's role must still hold, beside the right to write the procedure */
  permission?: Permission
  /** the rows' outcomes in their order */
  write(tx: Tx, scope: Scope, model: TeamModel, at: Place, rows: readonly Row[]): Promise<RowOutcome[]>
}

/** Where rows stand: in which job, and in that at which indexes. */
export interface Place {
  job: JobRow
  /** null of a job that concerns none */
  procedure: Procedure | null
  indexes: readonly number[]
}

/** `later`: the row is on its way, and its outcome comes by `settleEntries` */
export type RowOutcome = Outcome | { alreadyThere: string } | { later: true }

/** Rows of a job, read as far as that needs no database. */
export interface Chunk<Row> {
  from: number
  to: number
  rows: (Row | { error: NadiError } | { refusal: Problem[] })[]
}

export const readChunk = <Row>(work: RowWork<Row>, from: number, entries: readonly WaitingEntry[]): Chunk<Row> => ({
  from,
  to: from + entries.length,
  rows: entries.map(({ text, refusal }) => (refusal ? { refusal } : work.read(text))),
})

const isRefused = (row: object): row is { error: NadiError } | { refusal: Problem[] } =>
  'error' in row || 'refusal' in row

/** Writes the rows of a chunk that could be read; answers what became of each of its rows, in their order: null where that comes later. */
export async function writeChunk<Row extends object>(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  { job, procedure }: Pick<Place, 'job' | 'procedure'>,
  work: RowWork<Row>,
  chunk: Chunk<Row>,
): Promise<(EntryOutcome | null)[]> {
  const readable = chunk.rows.filter((row): row is Row => !isRefused(row))
  const indexes = chunk.rows.flatMap((row, place) => (isRefused(row) ? [] : chunk.from + place))
  const outcomes = readable.length > 0 ? await work.write(tx, scope, model, { job, procedure, indexes }, readable) : []
  let next = 0
  return chunk.rows.map((row) => {
    if (isRefused(row)) return 'refusal' in row ? invalid(row.refusal) : refused(row.error)
    const outcome = outcomes[next++]
    if (!outcome) throw new Error('A row of a bulk job had no outcome.')
    if ('later' in outcome) return null
    if ('alreadyThere' in outcome) {
      return { status: 'SUCCESS', processId: outcome.alreadyThere, errors: [alreadyThere] }
    }
    return 'error' in outcome ? refused(outcome.error) : { status: 'SUCCESS', processId: outcome.row.id, errors: null }
  })
}

/** Not an error: whoever runs an import again gets what they want. But it must be told, since the row may say something else. */
const alreadyThere: Problem = {
  code: 'already_there',
  message: 'There is a process with this id already; it was left as it is.',
  path: 'id',
}

const invalid = (errors: Problem[]): EntryOutcome => ({ status: 'INVALID', processId: null, errors })

/** INVALID: the row itself was wrong, and nothing was tried; ERROR: it was tried, and something stood against it. */
export const refused = (error: NadiError): EntryOutcome =>
  error instanceof BadInput ? invalid(error.problems) : { status: 'ERROR', processId: null, errors: error.problems }
