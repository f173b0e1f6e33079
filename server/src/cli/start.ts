import type { Simulator } from '@nadi/simulator'
import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { listTeams } from '../database/global-lookups.ts'
import { migrate } from '../database/migrate.ts'
import { seedDemo } from '../demo/seed.ts'
import { letConsoleShowPhone, startDemoSimulator } from '../demo/simulator.ts'
import { makeLogger } from '../logger.ts'
import { compose, type Nadi, serve } from '../main.ts'
import { checkout, say } from './command.ts'
import { openDatabase } from './database.ts'
import { hearUnheard } from './unheard.ts'
import { welcome } from './welcome.ts'

export function addStart(program: Command): void {
  program
    .command('start')
    .description('start the server: API, worker, or both, as NADI_ROLE says')
    .action(() => start())
}

async function start(): Promise<void> {
  const config = readConfig(process.env, checkout)
  const logger = makeLogger(config)
  process.on('unhandledRejection', hearUnheard(logger))
  const database = await openDatabase(config, say)
  let nadi: Nadi | undefined
  let simulator: Simulator | null = null
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    say(`Stopping (${signal}).`)
    // whatever hangs must not keep the process: what was acknowledged is in the database
    setTimeout(() => process.exit(1), 20_000).unref()
    await simulator?.close()
    await nadi?.stop()
    await database.stop()
    process.exit(0)
  }
  process.once('SIGINT', (signal) => void stop(signal))
  process.once('SIGTERM', (signal) => void stop(signal))

  const migrated = await migrate(database.directUrl)
  if (migrated.length > 0) logger.info({ migrations: migrated }, 'database migrated')
  simulator = config.demo && config.role !== 'worker' ? await startDemoSimulator(config) : null
  const graphUrls = simulator ? [...config.graphUrls, simulator.url] : config.graphUrls
  nadi = await compose({ ...config, graphUrls }, database, logger)
  if (config.role === 'worker') {
    say('Nadi works on background jobs. It answers no requests: NADI_ROLE is worker.')
    return
  }
  const url = await serve(nadi, config)
  if (simulator) letConsoleShowPhone(simulator, config.publicUrl ? [url, config.publicUrl] : [url])
  const demo = config.demo ? await seedDemo(nadi, config, { url, simulator }) : null
  say(
    welcome({
      url: config.publicUrl ?? url,
      demo,
      hasTeams: demo !== null || (await listTeams(nadi.db)).length > 0,
      config,
    }),
  )
}
