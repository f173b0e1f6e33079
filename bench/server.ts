/** Nadi as `nadi start` runs it, on the database of a measurement. */
import pino from 'pino'
import type { Config } from '../server/src/config.ts'
import { compose, serve } from '../server/src/main.ts'
import { benchConfig } from './config.ts'

const { url, ...changes } = JSON.parse(process.env.BENCH ?? '{}') as { url: string } & Partial<Config>
const config = benchConfig(url, { logLevel: 'info', ...changes })
const nadi = await compose(config, { url, directUrl: url }, pino({ level: config.logLevel }, pino.destination(2)))
process.send?.({ url: await serve(nadi, config) })
process.once('SIGTERM', () => void nadi.stop().then(() => process.exit(0)))
process.once('disconnect', () => process.exit(1))
