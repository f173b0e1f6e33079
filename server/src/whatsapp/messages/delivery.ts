import type { DeliveryStatus } from './types.ts'

/**
 * How far a status is. One only rises; FAILED stands where it does because a message fails from the first three only: what Meta has delivered
 * is delivered, whichever of the two events came first.
 */
const ranks: Record<DeliveryStatus, number> = {
  PENDING: 0,
  UNCONFIRMED: 1,
  SENT: 2,
  FAILED: 3,
  DELIVERED: 4,
  READ: 5,
  PLAYED: 6,
}

export const higher = (one: DeliveryStatus, other: DeliveryStatus): DeliveryStatus =>
  ranks[other] > ranks[one] ? other : one
