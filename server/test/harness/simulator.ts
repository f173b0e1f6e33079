import { type Account, type Simulator, type SimulatorOptions, startSimulator } from '@nadi/simulator'
import { afterAll, beforeAll } from 'vitest'
import type { Config } from '../../src/config.ts'
import { startNadi, type TeamAtHand } from './nadi.ts'

let simulator: Simulator | undefined

/** Starts a simulator of Meta for the test file. Call it once, at the top of the file, before `startNadi`. */
export function startSimulatorFor(options: SimulatorOptions = {}): void {
  beforeAll(async () => {
    simulator = await startSimulator(options)
  })
  afterAll(async () => {
    await simulator?.close()
    simulator = undefined
  })
}

export function theSimulator(): Simulator {
  if (!simulator) throw new Error('Call startSimulatorFor() or startNadiWithSimulator() at the top of the test file.')
  return simulator
}

/** Starts one server for the test file, and a simulator that answers for Meta. */
export function startNadiWithSimulator(changes: Partial<Config> = {}, options: SimulatorOptions = {}): void {
  startSimulatorFor(options)
  startNadi(() => ({ graphUrls: [theSimulator().url], ...changes }))
}

export interface ConnectedPlugin {
  pluginId: string
  /** of its first number */
  phoneNumberId: string
  wabaId: string
  /** as the simulator has it, with its secrets */
  account: Account
}

/** Connects an account of the simulator that no other test has to a team, as its administrator would. */
export async function connectPlugin(
  { api }: Pick<TeamAtHand, 'api'>,
  changes: object = {},
  account: Account = theSimulator().addAccount(),
): Promise<ConnectedPlugin> {
  const { wabaId, accessToken, appId, appSecret, verifyToken } = account
  const made = await api.post('/v1/ext/plugin/whatsapp', {
    wabaId,
    accessToken,
    appId,
    appSecret,
    verifyToken,
    ...changes,
  })
  if (made.status !== 200) throw new Error(`The account was not connected: ${made.body._errors.join(' ')}`)
  return { pluginId: made.body._data.id, phoneNumberId: account.phoneNumbers[0]?.id ?? '', wabaId, account }
}
