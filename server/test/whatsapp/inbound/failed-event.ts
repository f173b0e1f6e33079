import { setTimeout as sleep } from 'node:timers/promises'
import type { TeamAtHand } from '../../harness/nadi.ts'
import type { ConnectedPlugin } from '../../harness/simulator.ts'
import { signed } from './plugin-at-hand.ts'

/** Posts an event that can't be applied, since it is no JSON, and waits until it was given up; answers its id. */
export async function plantFailedEvent(
  { nadi, api }: TeamAtHand,
  { pluginId, account }: ConnectedPlugin,
  marker: string,
): Promise<string> {
  const body = `{"${marker}`
  const { status } = await fetch(`${nadi.url}/webhooks/whatsapp/${pluginId}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signed(account.appSecret, body) },
  })
  if (status !== 200) throw new Error(`The event was answered with ${status}.`)
  const path = `/v1/ext/plugin/whatsapp/${pluginId}/inbound-events?status=FAILED`
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(20)) {
    const [event] = (await api.get(path)).body._data
    if (event) return event.id
  }
  throw new Error('The event was not given up.')
}
