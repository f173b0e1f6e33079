import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Photo } from './types.ts'

/** A photo, and where its bytes lie. */
export interface StoredPhoto extends Photo {
  fileId: string
  size: number
  sha256: Buffer
}

const columns = [
  'photo_id',
  'file_id',
  'user_id',
  'filetype',
  'filename',
  'width',
  'height',
  'byte_size',
  'sha256',
  'is_public',
  'created_at',
  'updated_at',
] as const

export async function findPhoto(db: Reader, { teamId }: Scope, id: string): Promise<StoredPhoto | undefined> {
  const row = await db
    .selectFrom('photos')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('photo_id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.photo_id,
      createdAt: row.created_at.getTime(),
      updatedAt: row.updated_at.getTime(),
      filetype: row.filetype,
      filename: row.filename,
      height: row.height,
      width: row.width,
      isPublic: row.is_public,
      team: teamId,
      user: row.user_id,
      fileId: row.file_id,
      size: row.byte_size,
      sha256: row.sha256,
    }
  )
}

/** Answers false where the team has a photo of that id. */
export async function insertPhoto(tx: Tx, { teamId }: Scope, photo: StoredPhoto): Promise<boolean> {
  const row = await tx
    .insertInto('photos')
    .values({
      team_id: teamId,
      photo_id: photo.id,
      file_id: photo.fileId,
      user_id: photo.user,
      filetype: photo.filetype,
      filename: photo.filename,
      width: photo.width,
      height: photo.height,
      byte_size: photo.size,
      sha256: photo.sha256,
      is_public: photo.isPublic,
      created_at: new Date(photo.createdAt),
      updated_at: new Date(photo.updatedAt),
    })
    .onConflict((conflict) => conflict.columns(['team_id', 'photo_id']).doNothing())
    .returning('photo_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Which of these files belong to a photo. */
export async function findFiles(db: Reader, teamId: string, fileIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('photos')
    .select('file_id')
    .where('team_id', '=', teamId)
    .where('file_id', 'in', fileIds)
    .execute()
  return new Set(rows.map((row) => row.file_id))
}
