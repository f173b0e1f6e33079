import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** As much of Meta as connecting an account needs. */
export interface StandIn {
  url: string
  account: Account
  addAccount(): Account
  close(): Promise<void>
}

export interface Account {
  wabaId: string
  name: string
  accessToken: string
  appId: string
  appSecret: string
  verifyToken: string
  phoneNumbers: { id: string; displayPhoneNumber: string }[]
  callbackUrl?: string | undefined
}

let made = 0

export async function startStandIn(): Promise<StandIn> {
  const accounts: Account[] = []
  const addAccount = (): Account => {
    const n = 1_000_000_000_000 + ++made
    const account: Account = {
      wabaId: `1${n}`,
      name: `Account ${made}`,
      accessToken: `EAA${n}token`,
      appId: `2${n}`,
      appSecret: `secret${n}`,
      verifyToken: `verify${n}`,
      phoneNumbers: [{ id: `3${n}`, displayPhoneNumber: `+1 555-01${String(made).padStart(2, '0')}-0001` }],
    }
    accounts.push(account)
    return account
  }
  const server = createServer((request, response) => void answer(accounts, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account: addAccount(),
    addAccount,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(accounts: Account[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const send = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const refuse = (status: number, code: number, message: string): void =>
    send(status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'A1' } })
  const url = new URL(request.url ?? '/', 'http://meta')
  const [, , node = '', edge = ''] = url.pathname.split('/')
  const token = (request.headers.authorization ?? '').replace('Bearer ', '')
  if (node === 'debug_token') {
    const app = accounts.find(({ appId, appSecret }) => token === `${appId}|${appSecret}`)
    if (!app) return refuse(400, 190, 'Invalid OAuth access token signature.')
    const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management']
    const isValid = url.searchParams.get('input_token') === app.accessToken
    return send(200, { data: { app_id: app.appId, is_valid: isValid, expires_at: 0, scopes } })
  }
  const account = accounts.find(({ accessToken }) => accessToken === token)
  if (!account) return refuse(401, 190, 'Invalid OAuth access token.')
  if (node !== account.wabaId) return refuse(400, 100, `Object with ID '${node}' does not exist.`)
  if (edge === '') return send(200, { id: account.wabaId, name: account.name, account_review_status: 'APPROVED' })
  if (edge === 'phone_numbers') {
    const data = account.phoneNumbers.map(({ id, displayPhoneNumber }) => ({
      id,
      display_phone_number: displayPhoneNumber,
      verified_name: account.name,
      status: 'CONNECTED',
      quality_score: { score: 'GREEN' },
      messaging_limit_tier: 'TIER_1K',
    }))
    return send(200, { data })
  }
  if (edge === 'subscribed_apps' && request.method === 'POST') {
    const given = JSON.parse(Buffer.concat(chunks).toString()) as { override_callback_uri: string }
    account.callbackUrl = given.override_callback_uri
    return send(200, { success: true })
  }
  if (edge === 'subscribed_apps' && request.method === 'DELETE') {
    account.callbackUrl = undefined
    return send(200, { success: true })
  }
  if (edge === 'subscribed_apps') {
    const app = { whatsapp_business_api_data: { id: account.appId }, override_callback_uri: account.callbackUrl }
    return send(200, { data: account.callbackUrl ? [app] : [] })
  }
  return send(200, { data: [] })
}
