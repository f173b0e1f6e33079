import { randomBytes, randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Simulator, startSimulator } from '@nadi/simulator'
import { isLoopback } from '../loopback.ts'

/** The demo's account at the simulator, kept (0600) so that each start meets the same one: the simulator itself forgets. */
interface DemoAccount {
  port: number
  wabaId: string
  phoneNumberId: string
  appId: string
  accessToken: string
  appSecret: string
  verifyToken: string
}

/** Who has a phone in the demo: the reply that is printed goes to this one. */
export const demoCustomer = { number: '919876543210', name: 'Asha Rao' }

const businessNumber = '+91 80 4718 2200'
/** of the simulator, where it is free: the one beside the server's */
const usualPort = 8421

/** Starts the simulator beside the server, with a phone in the browser. */
export async function startDemoSimulator({ dataDir, host }: { dataDir: string; host: string }): Promise<Simulator> {
  const file = path.join(dataDir, 'demo-whatsapp.json')
  const known = await readAccount(file)
  const account = known ?? newAccount()
  const simulator = await startAt(host, account)
  const port = Number(new URL(simulator.url).port)
  if (!known || known.port !== port) await writeFile(file, `${JSON.stringify({ ...account, port })}\n`, { mode: 0o600 })
  const customer = simulator.customer(demoCustomer.number, { name: demoCustomer.name })
  simulator.world.openConversation(account.phoneNumberId, customer.waId)
  return simulator
}

/** The console shows the phone beside the inbox: whoever opened it by either name of this machine, or by the public one. */
export function letConsoleShowPhone(simulator: Simulator, addresses: readonly string[]): void {
  for (const address of addresses) {
    const url = new URL(address)
    const hosts = isLoopback(url.hostname) ? ['127.0.0.1', 'localhost'] : [url.hostname]
    for (const host of hosts) simulator.framedBy.add(`${url.protocol}//${host}${url.port && `:${url.port}`}`)
  }
}

/** Another demo may have the port. */
async function startAt(host: string, { port, ...account }: DemoAccount): Promise<Simulator> {
  const options = {
    host,
    account: {
      ...account,
      name: 'PaisaPay',
      phoneNumbers: [{ id: account.phoneNumberId, displayPhoneNumber: businessNumber, verifiedName: 'PaisaPay' }],
    },
    // somebody who looks at a phone sees the ticks come one after the other
    settings: { delayMs: 300, retryFirstMs: 1_000, retryLongestMs: 60_000, retryForMs: 7 * 86_400_000 },
  }
  try {
    return await startSimulator({ ...options, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return startSimulator({ ...options, port: 0 })
  }
}

async function readAccount(file: string): Promise<DemoAccount | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const digits = (length: number): string => Array.from({ length }, () => randomInt(1, 10)).join('')

const newAccount = (): DemoAccount => ({
  port: usualPort,
  wabaId: digits(15),
  phoneNumberId: digits(15),
  appId: digits(15),
  accessToken: `EAA${randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x')}`,
  appSecret: randomBytes(16).toString('hex'),
  verifyToken: randomBytes(16).toString('hex'),
})
