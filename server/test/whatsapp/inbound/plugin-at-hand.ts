import { createHmac, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../../src/ids.ts'
import type { TeamAtHand } from '../../harness/nadi.ts'
import type { Account } from '../fixtures/events.ts'

/** A connected account of a team, and Meta's side of it: what it sends is signed and posted to the plugin's address. */
export interface PluginAtHand {
  pluginId: string
  wabaId: string
  phoneNumberId: string
  displayPhoneNumber: string
  appSecret: string
  verifyToken: string
  /** posts an event as Meta does; answers the status */
  post(event: unknown, changes?: { signature?: string; pluginId?: string; url?: string }): Promise<Response>
  /** the same, and waits until all events of the team are worked on */
  emit(...events: unknown[]): Promise<void>
  settled(): Promise<void>
}

const digits = (length: number): string => Array.from({ length }, () => randomInt(1, 10)).join('')

/** What Meta calls an account and its number. */
export const makeAccount = (): Account => ({
  wabaId: digits(15),
  phoneNumberId: digits(15),
  displayPhoneNumber: `9180${digits(8)}`,
})

export const signed = (secret: string, body: string | Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export async function plugIn(
  { nadi, scope }: TeamAtHand,
  changes: { leadProcedureId?: string | null; account?: Account } = {},
): Promise<PluginAtHand> {
  const plugin = {
    pluginId: newId(),
    ...(changes.account ?? makeAccount()),
    appSecret: digits(32),
    verifyToken: `verify-${digits(8)}`,
  }
  const { vault } = nadi.whatsapp
  await sql`
    insert into plugins (team_id, plugin_id, name, waba_id, graph_url, access_token, app_secret, verify_token, status, lead_procedure_id,
      created_at, updated_at)
    values (${scope.teamId}, ${plugin.pluginId}, 'Shop', ${plugin.wabaId}, 'http://127.0.0.1:9', ${vault.seal('token')},
      ${vault.seal(plugin.appSecret)}, ${vault.seal(plugin.verifyToken)}, 'CONNECTED', ${changes.leadProcedureId ?? null}, now(), now())`.execute(
    nadi.db,
  )
  await sql`insert into plugin_directory (plugin_id, team_id) values (${plugin.pluginId}, ${scope.teamId})`.execute(
    nadi.db,
  )
  await sql`
    insert into phone_numbers (team_id, plugin_id, phone_number_id, digits, details, created_at, updated_at)
    values (${scope.teamId}, ${plugin.pluginId}, ${plugin.phoneNumberId}, ${plugin.displayPhoneNumber}, '{}', now(), now())`.execute(
    nadi.db,
  )
  return atHand({ nadi, scope }, plugin)
}

/** Meta's side of an account that is connected already. */
export function atHand(
  { nadi, scope }: Pick<TeamAtHand, 'nadi' | 'scope'>,
  plugin: Omit<PluginAtHand, 'post' | 'emit' | 'settled'>,
): PluginAtHand {
  const post: PluginAtHand['post'] = (event, { signature, pluginId = plugin.pluginId, url = nadi.url } = {}) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event)
    return fetch(`${url}/webhooks/whatsapp/${pluginId}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signature ?? signed(plugin.appSecret, body),
      },
    })
  }
  const settled = async (): Promise<void> => {
    const deadline = Date.now() + 20_000
    for (;;) {
      const { rows } = await sql<{ waiting: number }>`
        select count(*) as waiting from inbound_events where team_id = ${scope.teamId} and status = 'RECEIVED'`.execute(
        nadi.db,
      )
      if (rows[0]?.waiting === 0) return
      if (Date.now() > deadline) throw new Error(`${rows[0]?.waiting} events were not worked on.`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const emit = async (...events: unknown[]): Promise<void> => {
    for (const event of events) {
      const { status } = await post(event)
      if (status !== 200) throw new Error(`An event was answered with ${status}.`)
    }
    await settled()
  }
  return { ...plugin, post, settled, emit }
}
