import type { Tx } from './database/database.ts'
import type { Role } from './platform/roles/types.ts'

/** Who asks, in which team. It comes first in every service and store function, so that nothing can be asked without a team. */
export interface Scope {
  readonly teamId: string
  /** the person, or the owner of the API key; null for the engine itself */
  readonly userId: string | null
  /** the API key that asks */
  readonly keyId: string | null
  /** the session of a person who is signed in; such a request has no key */
  readonly sessionId: string | null
  readonly role: Role
  readonly podIds: readonly string[]
  /** the request's own transaction, where it has one (a request with an Idempotency-Key): writes join it */
  readonly transaction?: Tx
}

/** Whether it was this caller who did something: the same user, or the same key. What the engine did is nobody's. */
export const isOwn = (
  { keyId, userId }: Pick<Scope, 'keyId' | 'userId'>,
  doer: { keyId: string | null; userId: string | null },
): boolean => (keyId !== null && doer.keyId === keyId) || (userId !== null && doer.userId === userId)

/** By whom limits and repeats are counted: the key or the session; null for the engine itself. */
export const clientOf = ({ keyId, sessionId }: Pick<Scope, 'keyId' | 'sessionId'>): string | null => keyId ?? sessionId
