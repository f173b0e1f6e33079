import { request } from 'undici'
import { signature } from '../webhooks/wire.ts'
import type { NodeOf, World } from '../world/world.ts'
import { decryptAnswer, encryptRequest } from './encryption.ts'

/** What a phone asks the business's endpoint while a Flow is open. */
export interface FlowRequest {
  action: 'INIT' | 'data_exchange' | 'BACK' | 'ping'
  flow_token?: string
  screen?: string
  data?: Record<string, unknown>
}

export interface FlowAnswer {
  /** 421: the endpoint cannot decrypt; 427: the token is over; 432: the signature is wrong */
  status: number
  /** decrypted, where it was 200 */
  body: unknown
}

/** Asks the endpoint of a Flow as WhatsApp does: encrypted with the number's key, signed with the app secret. @throws Error where that can't be */
export async function askEndpoint(
  world: World,
  { account, number }: NodeOf<'number'>,
  flowId: string,
  asked: FlowRequest,
): Promise<FlowAnswer> {
  const flow = world.flow(account, flowId)
  if (!flow?.endpointUri) throw new Error(`The flow ${flowId} has no endpoint_uri.`)
  if (!number.encryption)
    throw new Error(`The phone number ${number.id} has no public key; set whatsapp_business_encryption.`)
  const { body, exchange } = encryptRequest({ version: '3.0', ...asked }, number.encryption.publicKey)
  const text = JSON.stringify(body)
  const answer = await request(flow.endpointUri, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(text, account.appSecret) },
    body: text,
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
  })
  const said = await answer.body.text()
  return { status: answer.statusCode, body: answer.statusCode === 200 ? decryptAnswer(said, exchange) : said }
}
