/** Nadi as `nadi start` runs it, on the database of a measurement. */
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import pino from 'pino'
import { compose, serve } from '../server/src/main.ts'

const { url } = JSON.parse(process.env.BENCH ?? '{}') as { url: string }
const config = {
  port: 0,
  host: '127.0.0.1',
  databaseUrl: url,
  databaseDirectUrl: url,
  dataDir: tmpdir(),
  role: 'all',
  publicUrl: null,
  secretKey: randomBytes(32),
  apiKey: null,
  demo: false,
  storage: 'disk',
  metricsToken: null,
  logLevel: 'info',
} as const
const nadi = await compose(config, { url, directUrl: url }, pino({ level: config.logLevel }, pino.destination(2)))
process.send?.({ url: await serve(nadi, config) })
process.once('SIGTERM', () => void nadi.stop().then(() => process.exit(0)))
process.once('disconnect', () => process.exit(1))
