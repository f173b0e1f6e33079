import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Attachment, Reaction } from '../messages/types.ts'
import type { MetaObject } from './types.ts'

export type MarkKind = 'status' | 'reaction' | 'edit' | 'revoke' | 'call'

/** What was said about a message, see the table's migration. */
export interface Mark {
  externalId: string
  kind: MarkKind
  actor: string
  at: Date
  body: MetaObject
}

const keyOf = ({ externalId, kind, actor }: Pick<Mark, 'externalId' | 'kind' | 'actor'>): string =>
  JSON.stringify([externalId, kind, actor])

/** Of two at the same time the one with the greater id of Meta's counts, whichever comes first. A status counts from the first time on. */
function supersedes(one: Mark, other: Mark): boolean {
  if (one.kind === 'status') return one.at < other.at
  if (+one.at !== +other.at) return one.at > other.at
  return String(one.body.id ?? '') > String(other.body.id ?? '')
}

/** Keeps the latest of each kind and actor; answers those that are news. */
export async function upsertMarks(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  marks: readonly Mark[],
): Promise<Mark[]> {
  const latest = new Map<string, Mark>()
  for (const mark of marks) {
    const other = latest.get(keyOf(mark))
    if (!other || supersedes(mark, other)) latest.set(keyOf(mark), mark)
  }
  const rows = [...latest.values()]
  if (rows.length === 0) return []
  const { rows: news } = await sql<Pick<Mark, 'externalId' | 'kind' | 'actor'>>`
    insert into message_marks as m (team_id, plugin_id, external_id, kind, actor, at, body, is_waiting, received_at)
    select ${teamId}::uuid, ${pluginId}::uuid, n.external_id, n.kind, n.actor, n.at, n.body, true, now()
    from unnest(
      ${rows.map((mark) => mark.externalId)}::text[], ${rows.map((mark) => mark.kind)}::text[], ${rows.map((mark) => mark.actor)}::text[],
      ${rows.map((mark) => mark.at)}::timestamptz[], ${rows.map((mark) => JSON.stringify(mark.body))}::jsonb[]
    ) as n (external_id, kind, actor, at, body)
    order by n.external_id, n.kind, n.actor
    on conflict (team_id, plugin_id, external_id, kind, actor) do update
      set at = excluded.at, body = excluded.body, is_waiting = true, received_at = now()
      where case when m.kind = 'status' then excluded.at < m.at
        else (m.at, coalesce(m.body ->> 'id', '') collate "C") < (excluded.at, coalesce(excluded.body ->> 'id', '') collate "C") end
    returning external_id as "externalId", kind, actor`.execute(tx)
  const isNews = new Set(news.map(keyOf))
  return rows.filter((mark) => isNews.has(keyOf(mark)))
}

export async function findMarks(
  db: Reader,
  { teamId }: Scope,
  pluginId: string,
  externalIds: readonly string[],
): Promise<Mark[]> {
  if (externalIds.length === 0) return []
  const { rows } = await sql<Mark>`
    select external_id as "externalId", kind, actor, at, body from message_marks
    where team_id = ${teamId} and plugin_id = ${pluginId} and external_id = any(${externalIds}::text[])
    order by external_id, kind, at, actor`.execute(db)
  return rows
}

/** A message with what marks change of it; held until the transaction ends. */
export interface MarkedMessage {
  id: string
  chatId: string
  externalId: string
  direction: 'INBOUND' | 'OUTBOUND'
  procedureId: string | null
  body: MetaObject
  text: string
  attachments: Attachment[]
  at: Date
  editedAt: Date | null
  revokedAt: Date | null
  reactions: Reaction[]
}

export async function lockMarkedMessages(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  externalIds: readonly string[],
): Promise<MarkedMessage[]> {
  const { rows } = await sql<MarkedMessage>`
    select chat_message_id as id, chat_id as "chatId", external_id as "externalId", direction, procedure_id as "procedureId", body, text,
      attachments, at, edited_at as "editedAt", revoked_at as "revokedAt", reactions
    from chat_messages where team_id = ${teamId} and plugin_id = ${pluginId} and external_id = any(${externalIds}::text[])
    order by chat_message_id for update`.execute(tx)
  return rows
}

export async function updateMarkedMessages(tx: Tx, { teamId }: Scope, rows: readonly MarkedMessage[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update chat_messages m set body = n.body, text = n.text, attachments = n.attachments, at = n.at, edited_at = n.edited_at,
      revoked_at = n.revoked_at, reactions = n.reactions, updated_at = now()
    from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => JSON.stringify(row.body))}::jsonb[], ${rows.map((row) => row.text)}::text[],
      ${rows.map((row) => JSON.stringify(row.attachments))}::jsonb[], ${rows.map((row) => row.at)}::timestamptz[],
      ${rows.map((row) => row.editedAt)}::timestamptz[], ${rows.map((row) => row.revokedAt)}::timestamptz[],
      ${rows.map((row) => JSON.stringify(row.reactions))}::jsonb[]
    ) as n (id, body, text, attachments, at, edited_at, revoked_at, reactions)
    where m.team_id = ${teamId} and m.chat_message_id = n.id`.execute(tx)
}

/** Their message is here and has them. A status that a message has need not be kept. */
export async function settleMarks(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  externalIds: readonly string[],
): Promise<void> {
  if (externalIds.length === 0) return
  await sql`
    with settled as (
      delete from message_marks where team_id = ${teamId} and plugin_id = ${pluginId} and external_id = any(${externalIds}::text[])
        and kind = 'status'
    )
    update message_marks set is_waiting = false where team_id = ${teamId} and plugin_id = ${pluginId}
      and external_id = any(${externalIds}::text[]) and kind <> 'status' and is_waiting`.execute(tx)
}

/** Marks that wait although their message is here: the two came in the same moment. */
export async function findMissedMarks(
  db: Reader,
  { teamId }: Scope,
  limit: number,
): Promise<{ pluginId: string; externalId: string }[]> {
  const { rows } = await sql<{ pluginId: string; externalId: string }>`
    select distinct k.plugin_id as "pluginId", k.external_id as "externalId"
    from message_marks k join chat_messages m
      on m.team_id = ${teamId} and m.plugin_id = k.plugin_id and m.external_id = k.external_id
    where k.team_id = ${teamId} and k.is_waiting limit ${limit}`.execute(db)
  return rows
}

export async function deleteMarksBefore(db: Reader, { teamId }: Pick<Scope, 'teamId'>, time: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from message_marks where team_id = ${teamId} and received_at < ${time}`.execute(db)
  return Number(numAffectedRows ?? 0)
}
