import type { Graph, GraphAccount } from '../client.ts'

/** Meta's answer to a message that it has taken. */
export interface MessageAccepted {
  messaging_product?: string
  contacts?: { input?: string; wa_id?: string }[]
  messages?: { id?: string; message_status?: string }[]
  [field: string]: unknown
}

const documented = '/{Version}/{Phone-Number-ID}/messages'

/** A message of any type. Its field `biz_opaque_callback_data` stands in Meta's reference of the status webhook, not in its OpenAPI document. */
export async function sendMessage(
  graph: Graph,
  account: GraphAccount,
  { version, phoneNumberId, body }: { version: string; phoneNumberId: string; body: object },
): Promise<MessageAccepted> {
  const path = `/${version}/${phoneNumberId}/messages`
  return (await graph.call<MessageAccepted>(account, { method: 'POST', documented, path, json: body })).body
}

/** A read receipt, with a typing indicator or without: a repeat does no harm. */
export async function markRead(
  graph: Graph,
  account: GraphAccount,
  { version, phoneNumberId, body }: { version: string; phoneNumberId: string; body: object },
): Promise<{ success?: boolean }> {
  const path = `/${version}/${phoneNumberId}/messages`
  const request = { method: 'POST', documented, path, json: body, isRepeatable: true } as const
  return (await graph.call<{ success?: boolean }>(account, request)).body
}
