import { createHmac, randomInt } from 'node:crypto'

/** The simulator's account, as `simulator.ts` tells it. */
export interface Account {
  wabaId: string
  accessToken: string
  appId: string
  appSecret: string
  verifyToken: string
  phoneNumberId: string
}

/** One of five thousand customers, as a business has them: most have written or were written to before. */
export const customer = (): string => `91980000${String(randomInt(5_000)).padStart(4, '0')}`

/** Connects the simulator's account; the plugin's id. */
export async function connect(url: string, key: string, { phoneNumberId: _, ...account }: Account): Promise<string> {
  const response = await fetch(`${url}/v1/ext/plugin/whatsapp`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  const answer = (await response.json()) as { _data: { id: string }; _errors: string[] }
  if (!response.ok) throw new Error(answer._errors.join(' '))
  return answer._data.id
}

/** A customer's message, as Meta tells of it. */
export function eventOf({ wabaId, phoneNumberId }: Account): string {
  const from = customer()
  const message = {
    from,
    id: `wamid.${randomInt(2 ** 47)}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: 'Is my loan approved?' },
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100000', phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Asha Rao' }, wa_id: from }],
    messages: [message],
  }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId, changes: [{ value, field: 'messages' }] }],
  })
}

/** With the header by which Meta signs. */
export const signed = ({ appSecret }: Account, body: string) => ({
  body,
  headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` },
})
