import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Scope } from '../../scope.ts'
import type { NumberDetails, PhoneNumber, PluginClient, PluginHealth } from './plugin.ts'
import type { WebhookSettings } from './types.ts'

export interface PluginRow {
  id: string
  name: string
  wabaId: string
  graphUrl: string
  appId: string | null
  accessToken: Buffer | null
  appSecret: Buffer | null
  verifyToken: Buffer | null
  status: 'CONNECTED' | 'DISCONNECTED'
  webhookSettings: Partial<WebhookSettings>
  leadProcedureId: string | null
  flowEndpointUrl: string | null
  flowPrivateKey: Buffer | null
  flowPublicKey: string | null
  health: PluginHealth | null
  client: PluginClient | null
  createdAt: Date
  updatedAt: Date
}

export interface PluginWithNumbers extends PluginRow {
  numbers: PhoneNumber[]
}

const columns = `
  p.plugin_id as id, p.name, p.waba_id as "wabaId", p.graph_url as "graphUrl", p.app_id as "appId",
  p.access_token as "accessToken", p.app_secret as "appSecret", p.verify_token as "verifyToken", p.status,
  p.webhook_settings as "webhookSettings", p.lead_procedure_id as "leadProcedureId", p.flow_endpoint_url as "flowEndpointUrl",
  p.flow_private_key as "flowPrivateKey", p.flow_public_key as "flowPublicKey", p.health, p.client,
  p.created_at as "createdAt", p.updated_at as "updatedAt",
  coalesce((
    select jsonb_agg(jsonb_build_object('id', n.phone_number_id, 'digits', n.digits, 'details', n.details) order by n.created_at, n.phone_number_id)
    from phone_numbers n where n.team_id = p.team_id and n.plugin_id = p.plugin_id and n.deleted_at is null
  ), '[]'::jsonb) as numbers`

const readPlugin = prepared<PluginWithNumbers>(
  'plugin',
  `select ${columns} from plugins p where p.team_id = $1 and p.plugin_id = $2 and p.deleted_at is null`,
)

export async function findPlugin(
  db: Reader,
  { teamId }: Scope,
  pluginId: string,
): Promise<PluginWithNumbers | undefined> {
  return (await readPlugin(db, [teamId, pluginId]))[0]
}

export async function findPlugins(db: Reader, { teamId }: Scope): Promise<PluginWithNumbers[]> {
  const { rows } = await sql<PluginWithNumbers>`
    select ${sql.raw(columns)} from plugins p where p.team_id = ${teamId} and p.deleted_at is null
    order by p.created_at, p.plugin_id`.execute(db)
  return rows
}

/** Held until the transaction ends, so that two changes of one plugin follow each other. */
export async function lockPlugin(tx: Tx, { teamId }: Scope, pluginId: string): Promise<boolean> {
  const { rows } = await sql`
    select plugin_id from plugins where team_id = ${teamId} and plugin_id = ${pluginId} and deleted_at is null
    for no key update`.execute(tx)
  return rows.length === 1
}

export async function insertPlugin(tx: Tx, { teamId }: Scope, row: PluginRow): Promise<void> {
  await sql`
    insert into plugins (team_id, plugin_id, name, waba_id, graph_url, app_id, access_token, app_secret, verify_token, status,
      webhook_settings, lead_procedure_id, health, client, created_at, updated_at)
    values (${teamId}, ${row.id}, ${row.name}, ${row.wabaId}, ${row.graphUrl}, ${row.appId}, ${row.accessToken}, ${row.appSecret},
      ${row.verifyToken}, ${row.status}, ${JSON.stringify(row.webhookSettings)}, ${row.leadProcedureId}, ${json(row.health)},
      ${json(row.client)}, ${row.createdAt}, ${row.updatedAt})`.execute(tx)
}

/** Everything but its id, its making and the keys of its Flows. */
export async function updatePlugin(tx: Tx, { teamId }: Scope, row: PluginRow): Promise<void> {
  await sql`
    update plugins set name = ${row.name}, waba_id = ${row.wabaId}, graph_url = ${row.graphUrl}, app_id = ${row.appId},
      access_token = ${row.accessToken}, app_secret = ${row.appSecret}, verify_token = ${row.verifyToken}, status = ${row.status},
      webhook_settings = ${JSON.stringify(row.webhookSettings)}, lead_procedure_id = ${row.leadProcedureId},
      health = ${json(row.health)}, client = ${json(row.client)}, version = version + 1, updated_at = ${row.updatedAt}
    where team_id = ${teamId} and plugin_id = ${row.id}`.execute(tx)
}

/** Of what is not named, what was there stays. */
export async function updateFlow(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  flow: { endpointUrl?: string | null; privateKey?: Buffer; publicKey?: string },
): Promise<void> {
  await tx
    .updateTable('plugins')
    .set({
      ...(flow.endpointUrl !== undefined && { flow_endpoint_url: flow.endpointUrl }),
      ...(flow.privateKey && { flow_private_key: flow.privateKey }),
      ...(flow.publicKey && { flow_public_key: flow.publicKey }),
      updated_at: new Date(),
    })
    .where('team_id', '=', teamId)
    .where('plugin_id', '=', pluginId)
    .execute()
}

export async function markPluginDeleted(tx: Tx, { teamId }: Scope, pluginId: string, at: Date): Promise<void> {
  await sql`
    update plugins set deleted_at = ${at}, updated_at = ${at}, status = 'DISCONNECTED', access_token = null, version = version + 1
    where team_id = ${teamId} and plugin_id = ${pluginId}`.execute(tx)
}

export async function updateHealth(tx: Tx, { teamId }: Scope, pluginId: string, health: PluginHealth): Promise<void> {
  await sql`
    update plugins set health = ${JSON.stringify(health)} where team_id = ${teamId} and plugin_id = ${pluginId}`.execute(
    tx,
  )
}

/**
 * The numbers of a plugin become these: new ones are added, those that are gone are marked so, and return as they were.
 * @returns whether any was not known, or gone, before
 */
export async function replaceNumbers(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  numbers: readonly PhoneNumber[],
  at: Date,
): Promise<boolean> {
  const { rows: fresh } = await sql`
    select n.id from unnest(${numbers.map(({ id }) => id)}::text[]) as n (id)
    where not exists (
      select from phone_numbers p
      where p.team_id = ${teamId} and p.plugin_id = ${pluginId} and p.phone_number_id = n.id and p.deleted_at is null
    )`.execute(tx)
  await sql`
    update phone_numbers set deleted_at = ${at}, updated_at = ${at}
    where team_id = ${teamId} and plugin_id = ${pluginId} and deleted_at is null
      and phone_number_id <> all(${numbers.map(({ id }) => id)}::text[])`.execute(tx)
  await sql`
    insert into phone_numbers (team_id, plugin_id, phone_number_id, digits, details, created_at, updated_at)
    select ${teamId}::uuid, ${pluginId}::uuid, n.id, n.digits, n.details, ${at}::timestamptz, ${at}::timestamptz
    from unnest(${numbers.map(({ id }) => id)}::text[], ${numbers.map(({ digits }) => digits)}::text[],
      ${numbers.map(({ details }) => JSON.stringify(details))}::jsonb[]) as n (id, digits, details)
    on conflict (team_id, plugin_id, phone_number_id) do update
      set digits = excluded.digits, details = excluded.details, updated_at = excluded.updated_at, deleted_at = null`.execute(
    tx,
  )
  return fresh.length > 0
}

/** Sets fields of one number's details, such as a webhook tells them. */
export async function mergeNumberDetails(
  tx: Tx,
  { teamId }: Scope,
  { pluginId, phoneNumberId }: { pluginId: string; phoneNumberId: string },
  details: NumberDetails,
): Promise<void> {
  await sql`
    update phone_numbers set details = details || ${JSON.stringify(details)}::jsonb, updated_at = now()
    where team_id = ${teamId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId}`.execute(tx)
}

/** The plugins of the team, connected ones first, that have a number; whether or not they are connected. */
export async function findPluginsOfNumber(db: Reader, { teamId }: Scope, phoneNumberId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select n.plugin_id as id from phone_numbers n join plugins p on p.team_id = n.team_id and p.plugin_id = n.plugin_id
    where n.team_id = ${teamId} and n.phone_number_id = ${phoneNumberId} and n.deleted_at is null and p.deleted_at is null
    order by p.status, p.created_at, p.plugin_id`.execute(db)
  return rows.map(({ id }) => id)
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))
