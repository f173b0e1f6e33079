import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Scope } from '../../scope.ts'
import type { Models } from './service.ts'
import { holdModel, touchModel } from './store.ts'
import type { TeamModel } from './types.ts'

export interface ModelParts {
  readonly db: Database
  readonly models: Models
}

/**
 * Changes a team's model in one transaction. Such changes come one after the other, so that what `work` checks against the model that it is
 * given still holds when it commits.
 */
export async function changeModel<T>(
  { db, models }: ModelParts,
  scope: Scope,
  work: (tx: Tx, model: TeamModel) => Promise<T>,
): Promise<T> {
  const result = await inTransaction(db, scope, async (tx) => {
    await touchModel(tx, scope)
    return work(tx, await models.read(tx, scope))
  })
  models.drop(scope.teamId)
  return result
}

/** Writes something that leans on the model (a key on its role) while nobody changes it. */
export async function whileModelStands<T>(
  { db, models }: ModelParts,
  scope: Scope,
  work: (tx: Tx, model: TeamModel) => Promise<T>,
): Promise<T> {
  return inTransaction(db, scope, async (tx) => {
    await holdModel(tx, scope)
    return work(tx, await models.read(tx, scope))
  })
}
