import pg from 'pg'
import pino from 'pino'
import { compose } from '../server/src/main.ts'
import { benchConfig } from './config.ts'

/**
 * The query plans of some lists, as PostgreSQL's auto_explain tells them to the connection that runs the statement.
 * @param shapes the bodies of the lists, by name
 */
export async function explainSlow(url: string, key: string, shapes: Record<string, object>): Promise<string[]> {
  if (Object.keys(shapes).length === 0) return []
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const database = pg.escapeIdentifier(new URL(url).pathname.slice(1))
  for (const setting of [
    `session_preload_libraries = 'auto_explain'`,
    'auto_explain.log_min_duration = 0',
    'auto_explain.log_analyze = on',
    `client_min_messages = 'log'`,
  ]) {
    await admin.query(`alter database ${database} set ${setting}`)
  }
  await admin.end()

  let heard: string[] = []
  const emit = pg.Client.prototype.emit
  pg.Client.prototype.emit = function (event: string, ...args: unknown[]) {
    if (event === 'notice') heard.push(String((args[0] as { message?: string }).message))
    return emit.call(this, event, ...args)
  }
  const config = benchConfig(url, { role: 'api' })
  const nadi = await compose(config, { url, directUrl: url }, pino({ level: 'error' }))
  try {
    const plans: string[] = []
    for (const [name, payload] of Object.entries(shapes)) {
      heard = []
      const headers = { authorization: `Bearer ${key}` }
      const request = { method: 'POST', url: '/v1/ext/procedure/lead/process/list', headers, payload } as const
      await nadi.app.inject(request)
      heard = []
      await nadi.app.inject(request)
      plans.push(`plan of "list, ${name}":\n\n${heard.join('\n')}`)
    }
    return plans
  } finally {
    await nadi.stop()
    pg.Client.prototype.emit = emit
  }
}
