import { createHmac } from 'node:crypto'

/** One change as Meta's webhooks carry it: which field of the account, and what happened. */
export interface Change {
  field: string
  value: Record<string, unknown>
}

/** The whole event: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export function webhookEvent(wabaId: string, seconds: number, changes: readonly Change[]): Record<string, unknown> {
  return { object: 'whatsapp_business_account', entry: [{ id: wabaId, time: seconds, changes }] }
}

/** JSON as Meta writes it: `/` and everything beyond ASCII escaped, so whoever signs its own JSON instead of the bytes fails here too. */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function signature(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}
