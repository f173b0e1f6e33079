import type { Api } from '../harness/api.ts'
import type { TeamAtHand } from '../harness/nadi.ts'
import type { Receiver } from '../harness/receiver.ts'

/** An endpoint for events of the engine, without those that making it causes; or another as `changes` say. */
export async function makeEndpoint(
  api: Api,
  { url }: Pick<Receiver, 'url'>,
  changes: object = {},
): Promise<Record<string, unknown> & { id: string }> {
  const made = await api.post('/v1/ext/webhook-endpoint', {
    kind: 'EVENTS',
    url: `${url}/hook`,
    events: ['process.*', 'task.*', 'message.*'],
    ...changes,
  })
  if (made.status !== 200) throw new Error(made.body._errors.join(' '))
  return made.body._data
}

/** Asks until `isSo`: for what happens in the background. */
export async function eventually<T>(ask: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  const until = Date.now() + 15_000
  for (;;) {
    const value = await ask()
    if (isSo(value)) return value
    if (Date.now() > until) throw new Error(`It did not come to be: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The deliveries of a team, the newest first, when they are as expected. */
export const deliveriesWhen = (
  { api }: TeamAtHand,
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test asserts
  isSo: (deliveries: any[]) => boolean,
  query = 'limit=100',
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test asserts
): Promise<any[]> => eventually(async () => (await api.get(`/v1/ext/webhook-deliveries?${query}`)).body._data, isSo)
