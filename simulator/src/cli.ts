import { parseArgs } from 'node:util'
import { startSimulator } from './simulator.ts'

const usage = `Usage: nadi-simulator [options]

A stand-in for Meta's WhatsApp Cloud API, with a phone in the browser.

  --port <port>           where it listens (4010)
  --host <host>           at which address (127.0.0.1); others can then reach it, and read its secrets
  --waba-id <id>          the account's id, and the rest of it; what is not given is made up
  --phone-number-id <id>
  --phone-number <number> as it is shown: "+1 555 0100"
  --name <name>           of the business
  --access-token <token>
  --app-id <id>
  --app-secret <secret>
  --verify-token <token>
  --webhook <url>         where webhooks go until the business subscribes another address
  --seed <number>         makes failures, losses and disorder the same in every run
  --help`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    'waba-id': { type: 'string' },
    'phone-number-id': { type: 'string' },
    'phone-number': { type: 'string' },
    name: { type: 'string' },
    'access-token': { type: 'string' },
    'app-id': { type: 'string' },
    'app-secret': { type: 'string' },
    'verify-token': { type: 'string' },
    webhook: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
})

if (values.help) console.log(usage)
else {
  try {
    await run()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function run(): Promise<void> {
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port must be a port, not "${values.port}".`)
  const simulator = await startSimulator({
    port,
    host: values.host,
    ...(values.seed !== undefined && { seed: Number(values.seed) }),
    // someone at a phone sees ticks come one after the other; a business that is away for days is told when it returns
    settings: { delayMs: 300, retryFirstMs: 1_000, retryLongestMs: 60_000, retryForMs: 7 * 86_400_000 },
    account: {
      ...(values['waba-id'] && { wabaId: values['waba-id'] }),
      ...(values.name && { name: values.name }),
      ...(values['access-token'] && { accessToken: values['access-token'] }),
      ...(values['app-id'] && { appId: values['app-id'] }),
      ...(values['app-secret'] && { appSecret: values['app-secret'] }),
      ...(values['verify-token'] && { verifyToken: values['verify-token'] }),
      phoneNumbers: [
        {
          ...(values['phone-number-id'] && { id: values['phone-number-id'] }),
          ...(values['phone-number'] && { displayPhoneNumber: values['phone-number'] }),
        },
      ],
    },
  })
  if (values.webhook !== undefined) simulator.subscribe({ url: values.webhook })
  const { account } = simulator
  const [number] = account.phoneNumbers
  console.log(`The simulator answers for https://graph.facebook.com at ${simulator.url}

  account (WABA) id   ${account.wabaId}
  phone number        ${number?.displayPhoneNumber}, id ${number?.id}
  access token        ${account.accessToken}
  app id, secret      ${account.appId}, ${account.appSecret}
  verify token        ${account.verifyToken}
`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close())
}
