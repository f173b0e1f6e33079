import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { NadiError } from '../../errors.ts'
import { settleMessages } from '../messages/in-bulk.ts'
import type { LaneKey } from './lane.ts'
import { deleteLane } from './queue.store.ts'
import { stopJob } from './stop-job.ts'

/** Nothing can be sent by a number that is not connected: its batches fail, and so do its scheduled messages. */
export function stopLane(db: Database, lane: LaneKey, error: NadiError): Promise<void> {
  return inTransaction(db, {}, async (tx) => {
    const dropped = await deleteLane(tx, lane)
    const stored = dropped.filter(({ isStored }) => isStored)
    if (stored.length > 0) {
      await settleMessages(
        tx,
        lane,
        stored.map(({ id }) => ({
          id,
          externalId: null,
          deliveryStatus: 'FAILED' as const,
          errors: error.problems.map(({ code, message }) => ({ code, title: message, message })),
        })),
      )
    }
    const jobs = new Set(dropped.flatMap(({ jobId }) => jobId ?? []))
    for (const jobId of jobs) await stopJob(tx, lane, jobId, `${error.message} The rows that are left were not tried.`)
  })
}
