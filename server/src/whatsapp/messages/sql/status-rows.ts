import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'
import type { MessageRow } from '../row.ts'
import { columns } from './message-columns.ts'

type Team = Pick<Scope, 'teamId'>

export interface SoughtMessages {
  pluginId: string
  wamids: readonly string[]
  ids: readonly string[]
}

const findByWamid = prepared<{ id: string }>(
  'find-messages-by-wamid',
  `select chat_message_id as id from chat_messages where team_id = $1 and plugin_id = $2 and external_id = any($3::text[])`,
)

/** Messages that status events name, by wamid or by our own id; held until the transaction ends. */
export async function lockMessagesNamed(
  tx: Tx,
  { teamId }: Team,
  { pluginId, wamids, ids }: SoughtMessages,
): Promise<MessageRow[]> {
  const known = await findByWamid(tx, [teamId, pluginId, wamids])
  const meant = [...new Set([...known.map(({ id }) => id), ...ids])]
  const { rows } = await sql<MessageRow>`
    select ${columns}
    from chat_messages m
    where m.team_id = ${teamId} and m.chat_message_id = any(${meant}::uuid[]) and m.plugin_id = ${pluginId} and m.direction = 'OUTBOUND'
    order by m.chat_message_id
    for update`.execute(tx)
  return rows
}

/** Messages whose wamid is not known yet, by what their callers gave with them; the oldest first. */
export async function lockUnsettledMessages(
  tx: Tx,
  { teamId }: Team,
  { pluginId, callbackData }: { pluginId: string; callbackData: readonly string[] },
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select ${columns}
    from chat_messages m
    where m.team_id = ${teamId} and m.plugin_id = ${pluginId} and m.callback_data = any(${callbackData}::text[]) and m.external_id is null
      and m.delivery_status in ('PENDING', 'UNCONFIRMED') and (m.scheduled_for is null or m.sending_by is not null)
    order by m.chat_message_id
    for update`.execute(tx)
  return rows
}

/** Writes what status events have changed: the status, its times, its errors, the wamid. */
export async function updateStatuses(tx: Tx, { teamId }: Team, rows: readonly MessageRow[]): Promise<void> {
  await sql`
    update chat_messages m set
      external_id = s.external_id, delivery_status = s.delivery_status, errors = s.errors, sent_at = s.sent_at,
      delivered_at = s.delivered_at, read_at = s.read_at, failed_at = s.failed_at, updated_at = s.updated_at
    from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.deliveryStatus)}::text[],
      ${rows.map((row) => row.errors && JSON.stringify(row.errors))}::jsonb[], ${rows.map((row) => row.sentAt)}::timestamptz[],
      ${rows.map((row) => row.deliveredAt)}::timestamptz[], ${rows.map((row) => row.readAt)}::timestamptz[],
      ${rows.map((row) => row.failedAt)}::timestamptz[], ${rows.map((row) => row.updatedAt)}::timestamptz[]
    ) as s (id, external_id, delivery_status, errors, sent_at, delivered_at, read_at, failed_at, updated_at)
    where m.team_id = ${teamId} and m.chat_message_id = s.id`.execute(tx)
}
