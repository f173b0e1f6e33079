import type { Tx } from '../../database/database.ts'
import { failJob } from '../../platform/background-jobs/later-outcomes.ts'
import type { Scope } from '../../scope.ts'
import { settleMessages } from '../messages/in-bulk.ts'
import { deleteOfJob } from './queue.store.ts'

/** A batch that can't go on: what waits of it is not tried. */
export async function stopJob(tx: Tx, team: Pick<Scope, 'teamId'>, jobId: string, message: string): Promise<void> {
  await dropQueued(tx, team, jobId, message)
  await failJob(tx, team, jobId, message)
}

/** Takes what waits of a batch out of the queue; a message that stands in its chat already, after a try that failed, says why. */
export async function dropQueued(tx: Tx, team: Pick<Scope, 'teamId'>, jobId: string, reason: string): Promise<void> {
  const dropped = await deleteOfJob(tx, team, jobId)
  const stored = dropped.filter(({ isStored }) => isStored)
  if (stored.length === 0) return
  await settleMessages(
    tx,
    team,
    stored.map(({ id }) => ({
      id,
      externalId: null,
      deliveryStatus: 'FAILED' as const,
      errors: [{ code: 'not_sent', title: reason, message: reason }],
    })),
  )
}
