import { type Account, connect, customer, eventOf, signed } from './account.ts'
import type { Bench, Context, Outcome } from './bench.ts'
import { startChild } from './child.ts'
import { inTurn, load, perSecond } from './load.ts'
import { prepareTeam } from './team.ts'

const connections = 32
const rounds = 3

/** Sending through to Meta, and taking in what Meta sends, beside bare Fastify, pg and undici at the same simulator. */
export const whatsappCalls: Bench = {
  name: 'whatsapp calls',
  run: async (context: Context): Promise<Outcome> => {
    const url = await context.createDatabase('whatsapp_calls')
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
