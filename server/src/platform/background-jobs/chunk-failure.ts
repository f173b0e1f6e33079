import pg from 'pg'
import { NadiError } from '../../errors.ts'

/** What the database says about the values of a row, not about its own state: data exceptions, broken constraints, limits of a program. */
const aboutValues = /^(21|22|23|42|44|54)/

/**
 * Whether trying again can't help, and a row is to blame: a value that the database refuses, or a mistake of ours that this row brings out. A
 * broken connection, a full disk or a restarting database concerns no row; the whole chunk is tried again.
 */
export function concernsOneRow(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return aboutValues.test(error.code ?? '')
  return (
    error instanceof NadiError ||
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof SyntaxError ||
    error instanceof ReferenceError
  )
}

/** What a row tells whose failure is ours to find out about. */
export class UnexpectedFailure extends NadiError {
  readonly status = 500

  constructor() {
    super('The row could not be stored, for a reason that is not in the row itself.', {
      code: 'internal',
      hint: 'Send the row again; if it fails again, give the operator the id of this job and the index of the row.',
    })
  }
}
