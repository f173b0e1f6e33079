import type { Tx } from '../../database/database.ts'
import { BadInput } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { findWindowAt, type PlaceOfChat } from './sql/claim-chat.ts'

/**
 * A message that only goes out within the customer-service window must have its time before the window's end, as far as that is known.
 * @throws BadInput
 */
export async function assertOpenThen(tx: Tx, scope: Scope, place: PlaceOfChat, at: Date): Promise<void> {
  const endsAt = await findWindowAt(tx, scope, place)
  if (!endsAt || endsAt >= at) return
  throw new BadInput(
    `The chat takes any message until ${endsAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, and by the time that this one is to go out templates only.`,
    { code: 'window_over', path: 'scheduledFor', hint: 'Choose a time before, or schedule an approved template.' },
  )
}
