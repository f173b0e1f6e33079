import { queueWebhooks } from '../../src/webhooks/queue.ts'
import type { TeamAtHand } from '../harness/nadi.ts'

/** Something that endpoints hear of, as the other concepts tell it. Answers the body that is sent. */
export async function happens(
  { nadi, scope }: TeamAtHand,
  kind: string,
  { payload = {}, ...notice }: { payload?: object; about?: string; pluginId?: string; procedureId?: string } = {},
): Promise<string> {
  const body = JSON.stringify({ event: kind, payload })
  await nadi.db.transaction().execute((tx) => queueWebhooks(tx, scope, [{ pluginId: null, kind, body, ...notice }]))
  nadi.whatsapp.webhooks.wake()
  return body
}
