import path from 'node:path'
import pino from 'pino'
import { type Config, readConfig } from '../config.ts'
import { migrate } from '../database/migrate.ts'
import { compose, type Nadi } from '../main.ts'
import { openDatabase } from './database.ts'

export const checkout = path.resolve(import.meta.dirname, '../../..')

/** Lines for a person stand on standard error, so that a command's own output can be piped. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Runs a command of `nadi` on the configured database, beside a running server or without one, and leaves nothing running. */
export async function withNadi(work: (nadi: Nadi, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig({ NADI_DEMO: '0', ...process.env }, checkout)
  const database = await openDatabase(config, say)
  try {
    await migrate(database.directUrl)
    const nadi = await compose({ ...config, role: 'api' }, database, pino({ level: 'error' }, pino.destination(2)))
    try {
      await work(nadi, config)
    } finally {
      await nadi.stop()
    }
  } finally {
    await database.stop()
  }
}
