import type { Tx } from '../../database/database.ts'
import { addJob } from '../../jobs/add.ts'
import type { Scope } from '../../scope.ts'
import type { PhoneNumber } from './plugin.ts'
import { replaceNumbers } from './store.ts'

/** By then no server has the plugin in its cache as it was before. */
const afterSeconds = 6

/** The numbers of a plugin become these. Events that came for one before it was known are worked on then. */
export async function keepNumbers(
  tx: Tx,
  scope: Scope,
  pluginId: string,
  numbers: readonly PhoneNumber[],
): Promise<void> {
  if (!(await replaceNumbers(tx, scope, pluginId, numbers, new Date()))) return
  const job = { teamId: scope.teamId, pluginId }
  await addJob(tx, 'take-foreign-again', job, { delaySeconds: afterSeconds, jobKey: `take-foreign-again:${pluginId}` })
}
