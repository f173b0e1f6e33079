import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Conflict } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { settleEntriesOf } from './batch-entries.ts'
import type { MessageRow } from './row.ts'
import { lockMessage } from './sql/find-messages.ts'
import { type Settled, settleSends } from './sql/settle-sends.ts'

/** Judges a message that was found. @throws NotFound where it is none that was sent, or none within the caller's reach */
export type MeantMessage = (tx: Tx, row: MessageRow | undefined) => Promise<MessageRow>

/** Meta tells of most messages within seconds: so long nobody says that one was not sent. */
const patienceMs = 15 * 60_000

/**
 * A person says what has become of a message of which nobody knew.
 * @throws NotFound, Conflict where it is known, or where Meta may yet tell
 */
export function settleByHand(
  db: Database,
  scope: Scope,
  id: string,
  { outcome, reason }: { outcome: 'SENT' | 'FAILED'; reason: string },
  meant: MeantMessage,
): Promise<MessageRow> {
  return inTransaction(db, scope, async (tx) => {
    const row = await meant(tx, await lockMessage(tx, scope, id))
    if (row.deliveryStatus !== 'UNCONFIRMED') {
      throw new Conflict(`The message stands as ${row.deliveryStatus}: there is nothing to settle.`, {
        code: 'not_unconfirmed',
      })
    }
    const minutesLeft = Math.ceil((row.updatedAt.getTime() + patienceMs - Date.now()) / 60_000)
    if (minutesLeft > 0) {
      throw new Conflict(
        `Meta may yet tell what became of this message: it can be settled in ${minutesLeft} minutes.`,
        {
          code: 'too_early',
          hint: 'Mostly a status event settles it within seconds.',
        },
      )
    }
    const errors = outcome === 'FAILED' ? [{ code: 'settled_by_hand', title: reason, message: reason }] : null
    const after = await settle(tx, scope, row, { id, externalId: null, deliveryStatus: outcome, errors })
    await settleEntriesOf(tx, scope, [after])
    return after
  })
}

/**
 * A scheduled message is not sent after all.
 * @throws NotFound, Conflict where it does not wait any more
 */
export function cancelWaiting(
  db: Database,
  scope: Scope,
  id: string,
  waiting: { remove(tx: Tx, scope: Scope, id: string): Promise<boolean> },
  meant: MeantMessage,
): Promise<MessageRow> {
  return inTransaction(db, scope, async (tx) => {
    // in the order in which whoever sends it takes hold of it: out of the queue first
    const wasWaiting = await waiting.remove(tx, scope, id)
    const row = await meant(tx, await lockMessage(tx, scope, id))
    if (!wasWaiting) {
      throw new Conflict('The message does not wait any more: it is on its way, or was sent.', {
        code: 'not_waiting',
        hint: `GET /v1/ext/message/${id} tells how it stands.`,
      })
    }
    const reason = 'Cancelled before it was sent.'
    const errors = [{ code: 'cancelled', title: reason, message: reason }]
    return settle(tx, scope, row, { id, externalId: null, deliveryStatus: 'FAILED', errors })
  })
}

async function settle(tx: Tx, scope: Scope, row: MessageRow, settled: Settled): Promise<MessageRow> {
  const [done] = await settleSends(tx, scope, [settled], new Date())
  return { ...row, ...done }
}
