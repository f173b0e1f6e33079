/** The simulator as Meta, in a process of its own; its settings come with BENCH. */
import { type Settings, startSimulator } from '@nadi/simulator'

const { settings } = JSON.parse(process.env.BENCH ?? '{}') as { settings: Partial<Settings> }
const simulator = await startSimulator({ settings })
// Meta's upgraded numbers send a thousand messages a second
for (const number of simulator.account.phoneNumbers) number.throughputLevel = 'HIGH'
const { wabaId, accessToken, appId, appSecret, verifyToken, phoneNumbers } = simulator.account
process.send?.({
  url: simulator.url,
  account: { wabaId, accessToken, appId, appSecret, verifyToken, phoneNumberId: phoneNumbers[0]?.id },
})
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(1))
