import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { CannedReply } from './types.ts'

const columns = [
  'canned_reply_id as id',
  'shortcut',
  'text',
  'user_id as user',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

type ReplyRow = Omit<CannedReply, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date }

const toReply = (row: ReplyRow): CannedReply => ({
  ...row,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
})

export async function findReplies(db: Reader, { teamId }: Scope): Promise<CannedReply[]> {
  const rows = await db
    .selectFrom('canned_replies')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .orderBy('shortcut')
    .execute()
  return rows.map(toReply)
}

export async function findReply(db: Reader, { teamId }: Scope, id: string): Promise<CannedReply | undefined> {
  const row = await db
    .selectFrom('canned_replies')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('canned_reply_id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row && toReply(row)
}

export async function insertReply(tx: Tx, { teamId }: Scope, reply: CannedReply): Promise<void> {
  await tx
    .insertInto('canned_replies')
    .values({
      team_id: teamId,
      canned_reply_id: reply.id,
      shortcut: reply.shortcut,
      text: reply.text,
      user_id: reply.user,
      created_at: new Date(reply.createdAt),
      updated_at: new Date(reply.updatedAt),
    })
    .execute()
}

export async function updateReply(
  tx: Tx,
  { teamId }: Scope,
  reply: CannedReply,
  { isDeleted = false } = {},
): Promise<void> {
  await tx
    .updateTable('canned_replies')
    .set({
      shortcut: reply.shortcut,
      text: reply.text,
      updated_at: new Date(reply.updatedAt),
      deleted_at: isDeleted ? new Date(reply.updatedAt) : null,
    })
    .where('team_id', '=', teamId)
    .where('canned_reply_id', '=', reply.id)
    .execute()
}
