/** Nadi as `npm start` runs it, with an administrator who can sign in: of the demo's team beside its simulator, or of a team that is there. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { migrate } from '../../server/src/database/migrate.ts'
import { seedDemo } from '../../server/src/demo/seed.ts'
import { letConsoleShowPhone, startDemoSimulator } from '../../server/src/demo/simulator.ts'
import { compose, serve } from '../../server/src/main.ts'
import { operatorScope } from '../../server/src/platform/teams/operator.ts'
import { givePassword } from '../../server/test/harness/sign-in.ts'
import { benchConfig } from '../config.ts'
import type { StandingTeam } from './measured.ts'

const { url: database, team } = JSON.parse(process.env.BENCH ?? '{}') as { url: string; team?: StandingTeam }
await migrate(database)
const dataDir = await mkdtemp(path.join(tmpdir(), 'nadi-bench-'))
const simulator = team ? null : await startDemoSimulator({ dataDir, host: '127.0.0.1' })
// it lets its webhooks wait a little, as Meta does: that would be measured too
if (simulator) simulator.settings.delayMs = 0
const config = benchConfig(database, { dataDir, ...(simulator && { graphUrls: [simulator.url] }) })
const nadi = await compose(
  config,
  { url: database, directUrl: database },
  pino({ level: config.logLevel }, pino.destination(2)),
)
const url = await serve(nadi, config)
if (simulator) letConsoleShowPhone(simulator, [url])
const demo = team ? null : await seedDemo(nadi, config, { url, simulator })
const username = team?.username ?? demo?.username ?? ''
const key = team?.key ?? demo?.apiKey ?? ''
const principal = await nadi.keys.find(key)
if (!principal) throw new Error('The key of the team was not accepted.')
await givePassword({ nadi, scope: operatorScope(principal.teamId) }, username)
process.send?.({ url, username, key, whatsapp: demo?.whatsapp ?? null })
process.once('SIGTERM', async () => {
  await simulator?.close()
  await nadi.stop()
  await rm(dataDir, { recursive: true })
  process.exit(0)
})
process.once('disconnect', () => process.exit(1))
