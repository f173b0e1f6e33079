import { type SelectQueryBuilder, sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import type { Scope } from '../../scope.ts'
import type { EndpointKind, PauseReason, StatusForm } from './types.ts'

export interface EndpointRow {
  id: string
  kind: EndpointKind
  pluginId: string | null
  isOfConfig: boolean
  name: string
  url: string
  events: string[]
  procedureIds: string[] | null
  statusForm: StatusForm
  status: 'ACTIVE' | 'PAUSED'
  pauseReason: PauseReason | null
  pauseMessage: string | null
  pausedAt: Date | null
  failingSince: Date | null
  failures: number
  lastSuccessAt: Date | null
  createdBy: string | null
  version: number
  createdAt: Date
  updatedAt: Date
}

const columns = [
  'e.endpoint_id as id',
  'e.kind',
  'e.plugin_id as pluginId',
  'e.is_of_config as isOfConfig',
  'e.name',
  'e.url',
  'e.events',
  'e.procedure_ids as procedureIds',
  'e.status_form as statusForm',
  'e.status',
  'e.pause_reason as pauseReason',
  'e.pause_message as pauseMessage',
  'e.paused_at as pausedAt',
  'e.failing_since as failingSince',
  'e.failures',
  'e.last_success_at as lastSuccessAt',
  'e.created_by as createdBy',
  'e.version',
  'e.created_at as createdAt',
  'e.updated_at as updatedAt',
] as const

const select = (db: Reader, { teamId }: Pick<Scope, 'teamId'>) =>
  db
    .selectFrom('webhook_endpoints as e')
    .select(columns)
    .where('e.team_id', '=', teamId)
    .where('e.deleted_at', 'is', null)

const run = async (
  query: SelectQueryBuilder<Tables & { e: Tables['webhook_endpoints'] }, 'e', object>,
): Promise<EndpointRow[]> => (await query.execute()) as EndpointRow[]

/** In the order in which they were made. */
export const findEndpoints = (db: Reader, scope: Pick<Scope, 'teamId'>): Promise<EndpointRow[]> =>
  run(select(db, scope).orderBy('e.endpoint_id'))

export async function findEndpoint(
  db: Reader,
  scope: Pick<Scope, 'teamId'>,
  id: string,
): Promise<EndpointRow | undefined> {
  const [row] = await run(select(db, scope).where('e.endpoint_id', '=', id))
  return row
}

/** The row stays locked until the transaction ends. */
export async function lockEndpoint(tx: Tx, scope: Pick<Scope, 'teamId'>, id: string): Promise<EndpointRow | undefined> {
  const [row] = await run(select(tx, scope).where('e.endpoint_id', '=', id).forUpdate())
  return row
}

/** Those that a plugin's configuration has set. They stay locked until the transaction ends. */
export const lockEndpointsOfConfig = (tx: Tx, scope: Pick<Scope, 'teamId'>, pluginId: string): Promise<EndpointRow[]> =>
  run(select(tx, scope).where('e.plugin_id', '=', pluginId).where('e.is_of_config', '=', true).forUpdate())

const toColumns = (row: EndpointRow) => ({
  name: row.name,
  url: row.url,
  events: row.events,
  procedure_ids: row.procedureIds,
  status_form: row.statusForm,
  status: row.status,
  pause_reason: row.pauseReason,
  pause_message: row.pauseMessage,
  paused_at: row.pausedAt,
  failing_since: row.failingSince,
  failures: row.failures,
  version: row.version,
  updated_at: row.updatedAt,
})

export async function insertEndpoint(tx: Tx, { teamId }: Pick<Scope, 'teamId'>, row: EndpointRow): Promise<void> {
  await tx
    .insertInto('webhook_endpoints')
    .values({
      ...toColumns(row),
      team_id: teamId,
      endpoint_id: row.id,
      kind: row.kind,
      plugin_id: row.pluginId,
      is_of_config: row.isOfConfig,
      created_by: row.createdBy,
      created_at: row.createdAt,
    })
    .execute()
}

export async function updateEndpoint(tx: Tx, { teamId }: Pick<Scope, 'teamId'>, row: EndpointRow): Promise<void> {
  await tx
    .updateTable('webhook_endpoints')
    .set(toColumns(row))
    .where('team_id', '=', teamId)
    .where('endpoint_id', '=', row.id)
    .execute()
}

/** What it still had to get is never sent. */
export async function deleteEndpoint(tx: Tx, { teamId }: Pick<Scope, 'teamId'>, id: string): Promise<void> {
  await sql`
    update webhook_endpoints set deleted_at = now(), updated_at = now()
    where team_id = ${teamId} and endpoint_id = ${id}`.execute(tx)
  await sql`
    update webhook_deliveries set status = 'FAILED', error = 'The endpoint was deleted.', settled_at = now()
    where team_id = ${teamId} and endpoint_id = ${id} and status = 'PENDING'`.execute(tx)
}

/** How many deliveries wait for each, counted up to a bound. */
export async function countWaiting(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  ids: readonly string[],
  bound: number,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; waiting: number }>`
    select e.id, w.waiting
    from unnest(${[...ids]}::uuid[]) as e (id)
    cross join lateral (
      select count(*)::int as waiting from (
        select from webhook_deliveries d
        where d.team_id = ${teamId} and d.endpoint_id = e.id and d.status = 'PENDING' limit ${bound}
      ) as counted
    ) as w`.execute(db)
  return new Map(rows.map(({ id, waiting }) => [id, waiting]))
}
