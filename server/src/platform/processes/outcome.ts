import type { NadiError } from '../../errors.ts'
import type { ProcessRow } from './row.ts'

/** What became of one row: a process (made, changed, or merged into), or the reason why nothing was done. */
export type Outcome = { row: ProcessRow; wasMerged: boolean } | { error: NadiError }

/** The process of a call about a single one. @throws the outcome's error */
export function onlyRow(outcomes: readonly Outcome[]): ProcessRow {
  const [outcome] = outcomes
  if (!outcome) throw new Error('A single row had no outcome.')
  if ('error' in outcome) throw outcome.error
  return outcome.row
}
