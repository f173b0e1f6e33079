import type { Tx } from '../database/database.ts'
import { newId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { olderStatusBody } from './older-status.ts'
import * as store from './queue.store.ts'
import { takes } from './takes.ts'

export { findTakers } from './queue.store.ts'

/** Something that endpoints may want to hear of, with the exact bytes that they get. */
export interface Notice {
  /** whose account it is about; null for the engine's own events */
  pluginId: string | null
  /**
   * `passthrough`: an event of Meta as it came; `passthrough_message_echo`, `passthrough_smb_message_echo`: one of echoes; `message`, `status`, `message_echo`,
   * `smb_message_echo`: the Chakra webhook's; `send_message_template`: a template was sent, for pass-through endpoints that ask for it; else a kind of event of
   * the engine, such as `process.created`
   */
  kind: string
  body: string | Buffer
  /** what people will search it by: a wamid, or the id of a chat message, chat or process */
  about?: string | null
  /** of engine events that belong to a procedure */
  procedureId?: string | null
}

/**
 * Queues deliveries of each notice to every endpoint of the team that takes it, in the transaction of what it tells. After the commit, `Webhooks.wake()` sends
 * them at once; else the dispatcher finds them within a second. Answers how many deliveries were queued.
 */
export async function queueWebhooks(tx: Tx, scope: Pick<Scope, 'teamId'>, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0
  const endpoints = await store.findTakers(tx, scope)
  if (endpoints.length === 0) return 0
  const payloads: store.NewPayload[] = []
  const deliveries: store.NewDelivery[] = []
  for (const notice of notices) {
    // the same bytes to several endpoints are stored once
    const byForm = new Map<string, string>()
    for (const endpoint of endpoints) {
      if (!takes(endpoint, notice)) continue
      const isOlder = notice.kind === 'status' && endpoint.statusForm === 'DELIVERY_STATUS'
      const form = isOlder ? 'older' : 'usual'
      let payloadId = byForm.get(form)
      if (payloadId === undefined) {
        payloadId = newId()
        byForm.set(form, payloadId)
        const body = isOlder ? olderStatusBody(notice.body) : Buffer.from(notice.body)
        payloads.push({ id: payloadId, event: notice.kind, about: notice.about ?? null, body })
      }
      deliveries.push({ id: newId(), endpointId: endpoint.id, payloadId, event: notice.kind })
    }
  }
  if (deliveries.length > 0) await store.insertDeliveries(tx, scope, payloads, deliveries)
  return deliveries.length
}

/** Whether some endpoint gets such a notice, so that it is worth writing. */
export const chosenBy = (takers: readonly store.Taker[], notice: Omit<Notice, 'body'>): boolean =>
  takers.some((taker) => takes(taker, notice))

/** Queues one delivery to one endpoint, whatever it takes, under ids that are known before. */
export async function queueFor(
  tx: Tx,
  scope: Pick<Scope, 'teamId'>,
  { deliveryId, payloadId, endpointId }: { deliveryId: string; payloadId: string; endpointId: string },
  { kind, body }: { kind: string; body: Buffer },
): Promise<void> {
  await store.insertDeliveries(
    tx,
    scope,
    [{ id: payloadId, event: kind, about: null, body }],
    [{ id: deliveryId, endpointId, payloadId, event: kind }],
  )
}
