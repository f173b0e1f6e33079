import type { Tx } from '../../database/database.ts'
import type { Problem } from '../../errors.ts'
import { indexOfEntry } from '../../platform/background-jobs/entry-id.ts'
import { type LaterOutcome, settleEntries } from '../../platform/background-jobs/later-outcomes.ts'
import type { Scope } from '../../scope.ts'
import { explain } from '../graph/errors.ts'
import { fieldsOf, textOf } from './fields.ts'
import type { MessageRow } from './row.ts'

/** Tells the batches to which messages belong what has become of them; those that are no part of one are left out. */
export async function settleEntriesOf(
  tx: Tx,
  scope: Pick<Scope, 'teamId'>,
  messages: readonly MessageRow[],
): Promise<void> {
  const jobs = new Map<string, LaterOutcome[]>()
  for (const message of messages) {
    const { campaignId } = message
    const outcome = campaignId ? outcomeOf(message) : undefined
    if (campaignId && outcome) jobs.set(campaignId, [...(jobs.get(campaignId) ?? []), outcome])
  }
  for (const [jobId, outcomes] of [...jobs].sort()) await settleEntries(tx, scope, jobId, outcomes)
}

function outcomeOf(message: MessageRow): LaterOutcome | undefined {
  const { deliveryStatus, sourceId, externalId } = message
  if (sourceId === null || (deliveryStatus === 'PENDING' && externalId === null)) return undefined
  const isUnconfirmed = deliveryStatus === 'UNCONFIRMED'
  const isSent = !isUnconfirmed && deliveryStatus !== 'FAILED'
  return {
    index: indexOfEntry(sourceId),
    status: isSent ? 'SUCCESS' : 'ERROR',
    isUnconfirmed,
    chatMessageId: message.id,
    processId: message.processId,
    errors: isSent ? null : isUnconfirmed ? [unconfirmed] : problemsOf(message),
  }
}

/** Of a row of a batch. */
export const unconfirmed: Problem = {
  code: 'unconfirmed',
  message: 'Meta gave no answer, so it is not known whether this message was sent.',
  hint: 'It is never sent again by itself: a status event settles it, or a person after 15 minutes.',
}

function problemsOf({ errors }: MessageRow): Problem[] {
  return (errors ?? []).map((each) => {
    const { code, message, title } = fieldsOf(each)
    const said = textOf(message) ?? textOf(title) ?? 'The message was not sent.'
    if (typeof code !== 'number') return { code: textOf(code) ?? 'not_sent', message: said }
    const { says, advice } = explain(code)
    return { code: `meta_${code}`, message: `${says} Meta says: ${said} (error ${code}).`, hint: advice }
  })
}
