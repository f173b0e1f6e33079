/** Nadi as `nadi start` runs it, on the database of a measurement. */
import pino from 'pino'
import { compose, serve } from '../server/src/main.ts'
import { benchConfig } from './config.ts'

const { url, graphUrls } = JSON.parse(process.env.BENCH ?? '{}') as { url: string; graphUrls?: string[] }
const config = benchConfig(url, { logLevel: 'info', ...(graphUrls && { graphUrls }) })
const nadi = await compose(config, { url, directUrl: url }, pino({ level: config.logLevel }, pino.destination(2)))
process.send?.({ url: await serve(nadi, config) })
process.once('SIGTERM', () => void nadi.stop().then(() => process.exit(0)))
process.once('disconnect', () => process.exit(1))
