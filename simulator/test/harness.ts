import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from '../src/index.ts'

/** A webhook as the business got it. */
export interface Received {
  body: string
  signature: string | undefined
  event: WebhookBody
}

export interface WebhookBody {
  object: string
  entry: { id: string; time: number; changes: { field: string; value: Record<string, never> & WebhookValue }[] }[]
}

interface WebhookValue {
  messaging_product: string
  metadata: { display_phone_number: string; phone_number_id: string }
  contacts: { wa_id: string; profile: { name: string } }[]
  messages: (Record<string, never> & { id: string; type: string; from: string })[]
  statuses: (Record<string, never> & { id: string; status: string })[]
  errors: unknown[]
}

/** A business: a callback that keeps what it gets, and calls to the Graph API with its token. */
export interface Business {
  simulator: Simulator
  received: Received[]
  callbackUrl: string
  /** what the callback answers; a function decides anew each time */
  answers: { status: number | (() => number) }
  phoneNumberId: string
  get(path: string, token?: string): Promise<Answer>
  post(path: string, body?: unknown, token?: string): Promise<Answer>
  delete(path: string, body?: unknown): Promise<Answer>
  /** sends a message from the default number, in an open customer-service window unless it was let run out */
  send(message: Record<string, unknown>): Promise<Answer>
  /** all changes received, in order */
  changes(): { field: string; value: WebhookValue }[]
  statuses(): { id: string; status: string }[]
  messages(): WebhookValue['messages']
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

/** A business with a simulator of its own, subscribed; both end with the test. */
export async function startBusiness(options: SimulatorOptions & { isSubscribed?: boolean } = {}): Promise<Business> {
  const { isSubscribed = true, ...rest } = options
  const simulator = await startSimulator(rest)
  const received: Received[] = []
  const answers: Business['answers'] = { status: 200 }
  const callback = await startCallback(simulator.account.verifyToken, received, answers)
  onTestFinished(async () => {
    await simulator.close()
    callback.server.close()
  })
  if (isSubscribed) simulator.subscribe({ url: callback.url })
  const phoneNumberId = simulator.number().number.id
  const call = async (method: string, path: string, body?: unknown, token = simulator.account.accessToken) => {
    const answer = await fetch(`${simulator.url}/v23.0/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const changes = () => received.flatMap(({ event }) => event.entry.flatMap((entry) => entry.changes))
  return {
    simulator,
    received,
    callbackUrl: callback.url,
    answers,
    phoneNumberId,
    get: (path, token) => call('GET', path, undefined, token),
    post: (path, body, token) => call('POST', path, body ?? {}, token),
    delete: (path, body) => call('DELETE', path, body),
    send: (message) => call('POST', `${phoneNumberId}/messages`, { messaging_product: 'whatsapp', ...message }),
    changes,
    statuses: () => changes().flatMap(({ value }) => value.statuses ?? []),
    messages: () => changes().flatMap(({ value }) => value.messages ?? []),
  }
}

async function startCallback(
  verifyToken: string,
  received: Received[],
  answers: Business['answers'],
): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://callback')
    if (request.method === 'GET') {
      const isRight = url.searchParams.get('hub.verify_token') === verifyToken
      response.writeHead(isRight ? 200 : 403).end(isRight ? url.searchParams.get('hub.challenge') : 'wrong token')
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const status = typeof answers.status === 'function' ? answers.status() : answers.status
    if (status < 300) {
      const signature = request.headers['x-hub-signature-256'] as string | undefined
      received.push({ body, signature, event: JSON.parse(body) as WebhookBody })
    }
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, server }
}

export const signatureOf = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export const text = (to: string, body = 'hello') => ({ to, type: 'text', text: { body } })
