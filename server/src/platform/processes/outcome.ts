import type { NadiError } from '../../errors.ts'
import type { ProcessRow } from './row.ts'

/** What became of one row: a process (made, changed, or merged into), or the reason why nothing was done. */
export type Outcome = { row: ProcessRow; wasMerged: boolean } | { error: NadiError }

/** What became of a call about a single one. @throws the outcome's error */
export function onlyOutcome(outcomes: readonly Outcome[]): Extract<Outcome, { row: ProcessRow }> {
  const [outcome] = outcomes
  if (!outcome) throw new Error('A single row had no outcome.')
  if ('error' in outcome) throw outcome.error
  return outcome
}

/** Its process. @throws the outcome's error */
export const onlyRow = (outcomes: readonly Outcome[]): ProcessRow => onlyOutcome(outcomes).row
