import { createHmac, randomInt } from 'node:crypto'
import type { Bench, Context, Outcome } from './bench.ts'
import { startChild } from './child.ts'
import { inTurn, load, perSecond } from './load.ts'
import { prepareTeam } from './team.ts'

const connections = 32
const rounds = 3

interface Account {
  wabaId: string
  accessToken: string
  appId: string
  appSecret: string
  verifyToken: string
  phoneNumberId: string
}

/** somebody else each time: two messages to one customer wait for each other, and Meta allows few */
const customer = (): string => `9198${String(randomInt(1e8)).padStart(8, '0')}`

/** Sending through to Meta, and taking in what Meta sends, beside bare Fastify, pg and undici at the same simulator. */
export const whatsapp: Bench = {
  name: 'whatsapp',
  run: async (context: Context): Promise<Outcome> => {
    const url = await context.createDatabase('whatsapp')
    const team = await prepareTeam(url)
    const settings = { statuses: [], throughputPerSecond: null, pairBurst: null, windowRefusal: 'never' }
    const meta = await startChild<{ account: Account }>('simulator.ts', { settings })
    const nadi = await startChild('server.ts', { url, graphUrls: [meta.url] })
    const { account } = meta.told
    const plugin = await connect(nadi.url, team.key, account)
    const common = { key: team.key, connections, seconds: context.seconds }
    const place = { teamId: team.teamId, pluginId: plugin, meta: meta.url, ...account }
    const bare = await startChild('reference/whatsapp.ts', { url, ...place })

    const text = () =>
      JSON.stringify({
        messaging_product: 'whatsapp',
        to: customer(),
        type: 'text',
        text: { body: 'Your loan is approved.' },
      })
    const path = `/v1/ext/plugin/whatsapp/${plugin}/api/v23.0/${account.phoneNumberId}/messages`
    const sendOurs = (at: number) => () =>
      load({ ...common, connections: at, url: nadi.url, request: () => ({ method: 'POST', path, body: text() }) })
    const sendBare = (at: number) => () =>
      load({
        ...common,
        connections: at,
        url: bare.url,
        request: () => ({ method: 'POST', path: '/messages', body: text() }),
      })
    context.say('send, one at a time')
    const alone = await inTurn(rounds, sendOurs(1), sendBare(1))
    context.say('send')
    const sent = await inTurn(rounds, sendOurs(connections), sendBare(connections))

    context.say('take in')
    const event = () => signed(account, eventOf(account))
    const take = (base: string, at: string) => () =>
      load({ ...common, url: base, request: () => ({ method: 'POST' as const, path: at, ...event() }) })
    const taken = await inTurn(rounds, take(nadi.url, `/webhooks/whatsapp/${plugin}`), take(bare.url, '/webhook'))
    await Promise.all([nadi.stop(), bare.stop(), meta.stop()])

    const added = alone.ours.p50 - alone.reference.p50
    const row = (work: string, measured: typeof sent) => ({
      work,
      ours: perSecond(measured.ours),
      reference: perSecond(measured.reference),
      ratio: measured.ratio,
      target: '≥ 0.60 ×',
      isMet: measured.ratio >= 0.6,
    })
    return {
      rows: [
        row('pass-through send, 32 connections', sent),
        {
          ...row('pass-through send, one at a time', alone),
          target: 'at most 5 ms added at the median',
          isMet: added <= 5,
        },
        row('inbound webhook acknowledged', taken),
      ],
      notes: [`one send at a time: ${added} ms added at the median`],
    }
  },
}

async function connect(url: string, key: string, { phoneNumberId: _, ...account }: Account): Promise<string> {
  const response = await fetch(`${url}/v1/ext/plugin/whatsapp`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  const answer = (await response.json()) as { _data: { id: string }; _errors: string[] }
  if (!response.ok) throw new Error(answer._errors.join(' '))
  return answer._data.id
}

function eventOf({ wabaId, phoneNumberId }: Account): string {
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

const signed = ({ appSecret }: Account, body: string) => ({
  body,
  headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` },
})
