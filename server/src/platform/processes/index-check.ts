import type { Database } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { whileModelStands } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import { type Drift, findIndexDrift } from './index-drift.ts'
import { reindexLatecomers } from './reindex.ts'

/** Whether lists can be believed: the side tables that they read, beside the processes themselves. */
export class IndexCheck {
  readonly #db: Database
  readonly #models: Models

  constructor({ db, models }: { db: Database; models: Models }) {
    this.#db = db
    this.#models = models
  }

  /** Empty where every side table says what the processes say. Others may write meanwhile. */
  find(scope: Scope): Promise<Drift[]> {
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => findIndexDrift(tx, scope, await this.#models.read(tx, scope)))
  }

  /** Fills the side tables anew for what has drifted. Writers of those procedures wait until it is done. */
  async repair(scope: Scope, drifts: readonly Drift[]): Promise<void> {
    await whileModelStands({ db: this.#db, models: this.#models }, scope, async (tx, model) => {
      for (const procedure of model.procedures.values()) {
        const ofProcedure = drifts.filter((drift) => drift.procedure === procedure.shortId)
        if (ofProcedure.length === 0) continue
        const attributeIds = new Set(ofProcedure.map((drift) => drift.attributeId))
        await reindexLatecomers(tx, scope, model, procedure, attributeIds, new Date(0))
      }
    })
  }
}
