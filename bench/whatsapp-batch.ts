import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, connect } from './account.ts'
import type { Bench, Context, Outcome } from './bench.ts'
import { startChild } from './child.ts'
import { prepareTeam } from './team.ts'

const count = 20_000
/** of an upgraded number at Meta, messages a second */
const limit = 1_000

/** A batch of template messages through one number, beside the rate that Meta allows it; without status events, then with all of them. */
export const whatsappBatch: Bench = {
  name: 'whatsapp batch',
  run: async (context: Context): Promise<Outcome> => {
    const quiet = await rateOf(context, 'batch_quiet', [])
    const told = await rateOf(context, 'batch_told', ['sent', 'delivered', 'read'])
    const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`
    return {
      rows: [
        {
          work: 'batch of 20,000 template sends, status events off',
          ours: perSecond(quiet),
          reference: `${perSecond(limit)}, the number's limit`,
          ratio: quiet / limit,
          target: '≥ 0.50 ×',
          isMet: quiet / limit >= 0.5,
        },
      ],
      notes: [`batch with sent, delivered and read told of each message meanwhile: ${perSecond(told)}`],
    }
  },
}

/** Messages a second, from the request until every row's outcome is known. */
async function rateOf(context: Context, name: string, statuses: string[]): Promise<number> {
  const url = await context.createDatabase(name)
  const team = await prepareTeam(url)
  const settings = { statuses, throughputPerSecond: limit, pairBurst: null }
  const meta = await startChild<{ account: Account }>('simulator.ts', { settings })
  const nadi = await startChild('server.ts', { url, graphUrls: [meta.url] })
  const { account } = meta.told
  const plugin = await connect(nadi.url, team.key, account)
  context.say(`batch, ${statuses.length === 0 ? 'no' : 'all'} status events`)
  const ask = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<{ id: string; completionStatus: string }> => {
    const response = await fetch(nadi.url + path, {
      method,
      headers: { authorization: `Bearer ${team.key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as { _data: { id: string; completionStatus: string }; _errors: string[] }
    if (!response.ok) throw new Error(answer._errors.join(' '))
    return answer._data
  }
  await ask('POST', `/v1/ext/plugin/whatsapp/${plugin}/templates/refresh`)
  const start = performance.now()
  const job = await ask('POST', `/v1/ext/plugin/whatsapp/${plugin}/send-template-messages`, {
    whatsappPhoneNumberId: account.phoneNumberId,
    templateName: 'appointment_reminder',
    language: 'en',
    messages: Array.from({ length: count }, (_, index) => ({
      phoneNumber: `9190${String(10_000_000 + index)}`,
      mapping: [
        { schemaPropertyName: '1', schemaPropertyValue: `customer ${index}` },
        { schemaPropertyName: '2', schemaPropertyValue: '3 March' },
      ],
    })),
  })
  while ((await ask('GET', `/v1/ext/background-job/${job.id}`)).completionStatus === 'IN_PROGRESS') await sleep(200)
  const rate = count / ((performance.now() - start) / 1000)
  await Promise.all([nadi.stop(), meta.stop()])
  return rate
}
