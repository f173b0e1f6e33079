import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import * as store from './store.ts'

/** Turns the engine's events into deliveries. */
export class Relays {
  /** To be called when an endpoint for events is made: from then on events are relayed. */
  begin(tx: Tx, scope: Pick<Scope, 'teamId'>): Promise<void> {
    return store.beginRelay(tx, scope)
  }
}
