import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Fragment } from '../listing/field.ts'

/** A file that came with a message. */
export interface MediaRow {
  pluginId: string
  mediaId: string
  chatMessageId: string
  status: 'WAITING' | 'KEPT' | 'FAILED'
  error: string | null
  mimeType: string | null
  filename: string | null
  size: number | null
  sha256: Buffer | null
  fileId: string | null
  /** whether its chat is within the caller's reach */
  isReached: boolean
}

export interface NewMedia {
  pluginId: string
  mediaId: string
  chatMessageId: string
  mimeType?: string | null | undefined
  filename?: string | null | undefined
}

/** Answers those that were not there yet. */
export async function insertMedia(tx: Tx, { teamId }: Scope, media: readonly NewMedia[]): Promise<NewMedia[]> {
  const { rows } = await sql<{ plugin_id: string; media_id: string }>`
    insert into media (team_id, plugin_id, media_id, chat_message_id, mime_type, filename, created_at, updated_at)
    select ${teamId}::uuid, m.plugin_id, m.media_id, m.chat_message_id, m.mime_type, m.filename, now(), now()
    from unnest(
      ${media.map((one) => one.pluginId)}::uuid[], ${media.map((one) => one.mediaId)}::text[],
      ${media.map((one) => one.chatMessageId)}::uuid[], ${media.map((one) => one.mimeType ?? null)}::text[],
      ${media.map((one) => one.filename ?? null)}::text[]
    ) as m (plugin_id, media_id, chat_message_id, mime_type, filename)
    on conflict do nothing returning plugin_id, media_id`.execute(tx)
  const made = new Set(rows.map((row) => `${row.plugin_id} ${row.media_id}`))
  return media.filter((one) => made.delete(`${one.pluginId} ${one.mediaId}`))
}

/** The same file may have come over several of the team's accounts. @param within which chats `h` the caller reaches */
export async function findMedia(db: Reader, { teamId }: Scope, mediaId: string, within: Fragment): Promise<MediaRow[]> {
  const { rows } = await sql<MediaRow>`
    select f.plugin_id as "pluginId", f.media_id as "mediaId", f.chat_message_id as "chatMessageId", f.status, f.error,
      f.mime_type as "mimeType", f.filename, f.byte_size as size, f.sha256, f.file_id as "fileId", ${within} as "isReached"
    from media f
    join chat_messages m on m.team_id = f.team_id and m.chat_message_id = f.chat_message_id
    join chats h on h.team_id = m.team_id and h.chat_id = m.chat_id
    where f.team_id = ${teamId} and f.media_id = ${mediaId}
    order by f.created_at`.execute(db)
  return rows
}

export interface KeptFile {
  fileId: string
  mimeType: string
  size: number
  sha256: Buffer
}

/** Answers false where another worker was quicker. */
export async function markKept(
  tx: Tx,
  { teamId }: Scope,
  { pluginId, mediaId }: Pick<MediaRow, 'pluginId' | 'mediaId'>,
  file: KeptFile,
): Promise<boolean> {
  const row = await tx
    .updateTable('media')
    .set({
      status: 'KEPT',
      error: null,
      mime_type: file.mimeType,
      byte_size: file.size,
      sha256: file.sha256,
      file_id: file.fileId,
      updated_at: new Date(),
    })
    .where('team_id', '=', teamId)
    .where('plugin_id', '=', pluginId)
    .where('media_id', '=', mediaId)
    .where('status', '!=', 'KEPT')
    .returning('media_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function markFailed(
  db: Reader,
  { teamId }: Scope,
  { pluginId, mediaId }: Pick<MediaRow, 'pluginId' | 'mediaId'>,
  error: string,
): Promise<void> {
  await db
    .updateTable('media')
    .set({ status: 'FAILED', error, updated_at: new Date() })
    .where('team_id', '=', teamId)
    .where('plugin_id', '=', pluginId)
    .where('media_id', '=', mediaId)
    .where('status', '=', 'WAITING')
    .execute()
}

export interface PublicMediaRow extends KeptFile {
  day: string
  extension: string
  filename: string
}

export async function insertPublicMedia(tx: Tx, { teamId, userId }: Scope, media: PublicMediaRow): Promise<void> {
  await tx
    .insertInto('public_media')
    .values({
      team_id: teamId,
      file_id: media.fileId,
      day: media.day,
      extension: media.extension,
      mime_type: media.mimeType,
      filename: media.filename,
      byte_size: media.size,
      sha256: media.sha256,
      user_id: userId,
      created_at: new Date(),
    })
    .execute()
}

export async function findPublicMedia(db: Reader, teamId: string, fileId: string): Promise<PublicMediaRow | undefined> {
  const row = await db
    .selectFrom('public_media')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return (
    row && {
      fileId: row.file_id,
      day: row.day,
      extension: row.extension,
      mimeType: row.mime_type,
      filename: row.filename,
      size: row.byte_size,
      sha256: row.sha256,
    }
  )
}

/** Which of these files are named by a row. */
export async function findNamedFiles(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  fileIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ file_id: string }>`
    select m.file_id from media m where m.team_id = ${teamId}::uuid and m.file_id = any(${fileIds}::uuid[])
    union all select p.file_id from public_media p where p.team_id = ${teamId}::uuid and p.file_id = any(${fileIds}::uuid[])`.execute(
    db,
  )
  return new Set(rows.map((row) => row.file_id))
}
