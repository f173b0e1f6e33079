import type { Reader } from '../../database/database.ts'
import { Conflict } from '../../errors.ts'
import type { Scope } from '../../scope.ts'

/** Whether somebody does not want messages of a category. */
export interface Consent {
  isOptedOut(
    scope: Pick<Scope, 'teamId' | 'transaction'>,
    waIds: readonly string[],
    category: string,
    db?: Reader,
  ): Promise<ReadonlySet<string>>
}

/** Why a row of a batch, or a message whose turn has come, is not sent. */
export const optedOut = (to: string, category: string): Conflict =>
  new Conflict(`Skipped: +${to} does not want ${category} messages any more, and this template is one.`, {
    code: 'opted_out',
    path: 'phoneNumber',
    hint: 'Where they asked for this one, send it with "sendToOptedOut": true.',
  })
