import { type Simulator, startSimulator } from '@nadi/simulator'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Database } from '../../../src/database/database.ts'
import { newId } from '../../../src/ids.ts'
import { makeTeam, startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { type Receiver, startReceiver } from '../../harness/receiver.ts'

/** A team with a number at the simulator, or at a server that answers as the test tells it. */
export interface SendingTeam extends TeamAtHand {
  pluginId: string
  phoneNumberId: string
  /** of the pass-through of messages */
  path: string
}

let simulator: Simulator | undefined
let receiver: Receiver | undefined

/** Starts a server whose Meta is the simulator, and beside it one that stands in for a Meta in trouble. Call it once, at the top of the file. */
export function startAtMeta(): void {
  const graphUrls: string[] = []
  beforeAll(async () => {
    simulator = await startSimulator()
    receiver = await startReceiver()
    graphUrls.push(simulator.url, receiver.url)
  })
  startNadi({ graphUrls })
  beforeEach(() => {
    Object.assign(meta().settings, { statuses: [], throughputPerSecond: null, pairBurst: null })
    troubled().replies({})
  })
  afterAll(async () => {
    await simulator?.close()
    await receiver?.close()
  })
}

export function meta(): Simulator {
  if (!simulator) throw new Error('Call startAtMeta() at the top of the test file.')
  return simulator
}

export function troubled(): Receiver {
  if (!receiver) throw new Error('Call startAtMeta() at the top of the test file.')
  return receiver
}

export async function restartTroubled(port: number): Promise<void> {
  receiver = await startReceiver(port)
}

/** Wraps a test: a fresh team, connected with an account of its own at the simulator. */
export function withNumber(test: (team: SendingTeam) => Promise<void>): () => Promise<void> {
  return async () => test(await connect(await makeTeam(), meta().url))
}

/** The same at the server in trouble. */
export function withTroubledNumber(test: (team: SendingTeam) => Promise<void>): () => Promise<void> {
  return async () => test(await connect(await makeTeam(), troubled().url))
}

async function connect(team: TeamAtHand, graphUrl: string): Promise<SendingTeam> {
  const account = meta().addAccount()
  const [number] = account.phoneNumbers
  if (!number) throw new Error('The account has no number.')
  const pluginId = newId()
  await insertPlugin(team, pluginId, { graphUrl, ...account, number })
  const path = `/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${number.id}/messages`
  return { ...team, pluginId, phoneNumberId: number.id, path }
}

async function insertPlugin(
  { nadi, scope: { teamId } }: TeamAtHand,
  pluginId: string,
  account: {
    graphUrl: string
    wabaId: string
    appId: string
    accessToken: string
    number: { id: string; digits: string; throughputLevel: string }
  },
): Promise<void> {
  const db: Database = nadi.db
  const now = new Date()
  const times = { created_at: now, updated_at: now }
  await db
    .insertInto('plugins')
    .values({
      team_id: teamId,
      plugin_id: pluginId,
      name: 'Main number',
      waba_id: account.wabaId,
      graph_url: account.graphUrl,
      app_id: account.appId,
      access_token: nadi.whatsapp.vault.seal(account.accessToken),
      status: 'CONNECTED',
      ...times,
    })
    .execute()
  await db.insertInto('plugin_directory').values({ plugin_id: pluginId, team_id: teamId }).execute()
  await db
    .insertInto('phone_numbers')
    .values({
      team_id: teamId,
      plugin_id: pluginId,
      phone_number_id: account.number.id,
      digits: account.number.digits,
      details: JSON.stringify({ throughput: { level: account.number.throughputLevel } }),
      ...times,
    })
    .execute()
}

let customers = 0

/** The number of a customer that no other test writes to. */
export const aCustomer = (): string => `9198${String(10_000_000 + ++customers)}`

export const text = (to: string, body = 'Your order has left.'): object => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to,
  type: 'text',
  text: { body },
})
