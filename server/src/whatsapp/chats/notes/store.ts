import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Note } from './types.ts'

const columns = [
  'note_id as id',
  'chat_id as chat',
  'text',
  'mentions',
  'user_id as user',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

type NoteRow = Omit<Note, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date }

const toNote = (row: NoteRow): Note => ({
  ...row,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
})

/** Newest first. */
export async function findNotes(db: Reader, { teamId }: Scope, chatId: string, limit: number): Promise<Note[]> {
  const rows = await db
    .selectFrom('chat_notes')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('chat_id', '=', chatId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('note_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toNote)
}

/** Holds the note until the transaction ends. */
export async function holdNote(
  tx: Tx,
  { teamId }: Scope,
  chatId: string,
  id: string,
): Promise<(Note & { keyId: string | null }) | undefined> {
  const row = await tx
    .selectFrom('chat_notes')
    .select([...columns, 'key_id as keyId'])
    .where('team_id', '=', teamId)
    .where('chat_id', '=', chatId)
    .where('note_id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...toNote(row), keyId: row.keyId }
}

export async function insertNote(tx: Tx, { teamId, keyId }: Scope, note: Note): Promise<void> {
  await tx
    .insertInto('chat_notes')
    .values({
      team_id: teamId,
      note_id: note.id,
      chat_id: note.chat,
      text: note.text,
      mentions: note.mentions,
      user_id: note.user,
      key_id: keyId,
      created_at: new Date(note.createdAt),
      updated_at: new Date(note.updatedAt),
    })
    .execute()
}

export async function updateNote(tx: Tx, { teamId }: Scope, note: Note, { isDeleted = false } = {}): Promise<void> {
  await tx
    .updateTable('chat_notes')
    .set({
      text: note.text,
      mentions: note.mentions,
      updated_at: new Date(note.updatedAt),
      deleted_at: isDeleted ? new Date(note.updatedAt) : null,
    })
    .where('team_id', '=', teamId)
    .where('note_id', '=', note.id)
    .execute()
}
