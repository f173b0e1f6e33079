import type { Tx } from './database/database.ts'
import type { Role } from './platform/roles/types.ts'

/** Who asks, in which team. It comes first in every service and store function, so that nothing can be asked without a team. */
export interface Scope {
  readonly teamId: string
  /** the person, or the owner of the API key; null for the engine itself */
  readonly userId: string | null
  readonly keyId: string | null
  readonly role: Role
  readonly podIds: readonly string[]
  /** the request's own transaction, where it has one (a request with an Idempotency-Key): writes join it */
  readonly transaction?: Tx
}
