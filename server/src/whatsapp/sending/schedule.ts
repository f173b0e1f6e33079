import type { Tx } from '../../database/database.ts'
import { BadInput } from '../../errors.ts'
import { addJob } from '../../jobs/add.ts'
import type { Scope } from '../../scope.ts'
import type { MessageRow } from '../messages/row.ts'
import { deleteQueued, insertQueued } from './queue.store.ts'

const longestMs = 366 * 24 * 3_600_000

/**
 * When to send; undefined: at once, also for a time that has just passed.
 * @param scheduledFor epoch milliseconds
 * @throws BadInput for a time long past, or more than a year away
 */
export function timeOf(scheduledFor: number | undefined): Date | undefined {
  if (scheduledFor === undefined) return undefined
  const inMs = scheduledFor - Date.now()
  if (inMs < -60_000 || inMs > longestMs) {
    throw new BadInput(
      `scheduledFor must be a time from now to a year from now, and ${scheduledFor} is ${asDate(scheduledFor)}.`,
      { code: 'bad_time', path: 'scheduledFor', hint: 'Give epoch milliseconds.' },
    )
  }
  return inMs <= 0 ? undefined : new Date(scheduledFor)
}

function asDate(time: number): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? 'beyond all dates' : date.toISOString()
}

/** Puts a stored message into its lane until its time has come. */
export async function schedule(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  row: MessageRow,
  { at, consentCategory }: { at: Date; consentCategory: string | null },
): Promise<void> {
  const { pluginId, phoneNumberId } = row
  const lane = { teamId, pluginId, phoneNumberId }
  await insertQueued(tx, lane, [
    { ...row, jobId: null, entryIndex: null, consentCategory, isStored: true, notBefore: at, attempts: 0 },
  ])
  await addJob(tx, 'send-lane', lane, { delaySeconds: Math.max(0, (at.getTime() - Date.now()) / 1000) })
}

/** Takes it out again; answers false where it is under way or was sent. */
export const unschedule = (tx: Tx, scope: Pick<Scope, 'teamId'>, id: string): Promise<boolean> =>
  deleteQueued(tx, scope, id)
