import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { entryId, indexOfEntry } from '../../platform/background-jobs/entry-id.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import { putOnTheirWay, takeBackUnsent } from '../messages/in-bulk.ts'
import type { MessageRow } from '../messages/row.ts'
import type { LaneKey } from './lane.ts'
import { keepLane } from './lanes.store.ts'
import type { Consent } from './opted-out.ts'
import { insertQueued, type QueuedMessage, takeDue } from './queue.store.ts'

/** A message that this server has taken, and must call Meta for or give back. */
export interface Claimed {
  queued: QueuedMessage
  row: MessageRow
  /** its recipient has refused such messages since it was queued */
  isUnwanted?: boolean
}

/**
 * Takes the next messages of a lane that are due, in one commit: they leave the queue, stand in their chats and are under way in this server's name.
 * @returns undefined where the lane is another server's by now
 */
export function claimDue(
  db: Database,
  lane: LaneKey,
  { senderId, limit, consent }: { senderId: string; limit: number; consent: Consent },
): Promise<Claimed[] | undefined> {
  const { teamId, pluginId, phoneNumberId } = lane
  return inTransaction(db, {}, async (tx) => {
    if (!(await keepLane(tx, lane, senderId))) return undefined
    const due = await takeDue(tx, lane, limit)
    if (due.length === 0) return []
    const rows = await putOnTheirWay(
      tx,
      operatorScope(teamId),
      { pluginId, phoneNumberId, senderId },
      due.map(({ jobId, entryIndex, consentCategory: _, ...queued }) => ({
        ...queued,
        campaignId: jobId,
        sourceId: jobId === null || entryIndex === null ? null : entryId(jobId, entryIndex),
      })),
    )
    const rowOf = new Map(rows.map((row) => [row.id, row]))
    const unwanted = await findUnwanted(tx, lane, due, consent)
    return due.flatMap((queued) => {
      const row = rowOf.get(queued.id)
      return row ? { queued, row, isUnwanted: unwanted.has(queued.id) } : []
    })
  })
}

async function findUnwanted(
  tx: Tx,
  { teamId }: LaneKey,
  due: readonly QueuedMessage[],
  consent: Consent,
): Promise<Set<string>> {
  const unwanted = new Set<string>()
  for (const [category, messages] of Map.groupBy(due, ({ consentCategory }) => consentCategory)) {
    if (category === null) continue
    const addresses = messages.map(({ address }) => address)
    const refusing = await consent.isOptedOut({ teamId }, addresses, category, tx)
    for (const { id, address } of messages) if (refusing.has(address)) unwanted.add(id)
  }
  return unwanted
}

/** What this server took in a commit of which it never heard goes back into the queue, while nothing of the lane is under way. */
export function requeueUnsent(db: Database, lane: LaneKey, senderId: string): Promise<void> {
  const { teamId, pluginId, phoneNumberId } = lane
  return inTransaction(db, {}, async (tx) => {
    const rows = await takeBackUnsent(tx, operatorScope(teamId), { pluginId, phoneNumberId, senderId })
    if (rows.length === 0) return
    const now = new Date()
    await insertQueued(
      tx,
      lane,
      rows.map((row) => ({
        ...row,
        jobId: row.campaignId,
        entryIndex: row.sourceId === null ? null : indexOfEntry(row.sourceId),
        // it was asked for when they were taken
        consentCategory: null,
        isStored: true,
        notBefore: now,
        attempts: 0,
      })),
    )
  })
}
