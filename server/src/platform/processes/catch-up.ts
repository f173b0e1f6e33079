import type { Database } from '../../database/database.ts'
import type { JobHandler } from '../../jobs/tasks.ts'
import { whileModelStands } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import { operatorScope } from '../teams/operator.ts'
import { reindexLatecomers } from './reindex.ts'
import { moveOutOfGoneStates } from './sql/gone-states.ts'

/**
 * Runs a while after a change of the model, when every writer has heard of it. What was written meanwhile by the model of before is brought
 * into line: side tables of the changed attributes, and states that are no more.
 */
export function catchUp({ db, models }: { db: Database; models: Models }): JobHandler<'catch-up'> {
  return async ({ teamId, procedureId, attributeIds, since }) => {
    const scope = operatorScope(teamId)
    await whileModelStands({ db, models }, scope, async (tx, model) => {
      const procedure = model.procedures.get(procedureId)
      // removed meanwhile
      if (!procedure) return
      const from = new Date(since)
      await moveOutOfGoneStates(tx, scope, procedure, from)
      await reindexLatecomers(tx, scope, model, procedure, new Set(attributeIds), from)
    })
  }
}
