import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Label } from './types.ts'

const columns = ['label_id as id', 'name', 'color', 'created_at as createdAt', 'updated_at as updatedAt'] as const

interface LabelRow {
  id: string
  name: string
  color: string
  createdAt: Date
  updatedAt: Date
}

const toLabel = (row: LabelRow): Label => ({
  ...row,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
})

export async function findLabels(db: Reader, { teamId }: Scope): Promise<Label[]> {
  const rows = await db
    .selectFrom('chat_labels')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('label_id')
    .execute()
  return rows.map(toLabel)
}

/** Holds the label until the transaction ends. */
export async function holdLabel(tx: Tx, { teamId }: Scope, id: string): Promise<Label | undefined> {
  const row = await tx
    .selectFrom('chat_labels')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('label_id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && toLabel(row)
}

export async function insertLabel(tx: Tx, { teamId }: Scope, label: Label): Promise<void> {
  await tx
    .insertInto('chat_labels')
    .values({
      team_id: teamId,
      label_id: label.id,
      name: label.name,
      color: label.color,
      created_at: new Date(label.createdAt),
      updated_at: new Date(label.updatedAt),
    })
    .execute()
}

export async function updateLabel(tx: Tx, { teamId }: Scope, label: Label, { isDeleted = false } = {}): Promise<void> {
  await tx
    .updateTable('chat_labels')
    .set({
      name: label.name,
      color: label.color,
      updated_at: new Date(label.updatedAt),
      deleted_at: isDeleted ? new Date(label.updatedAt) : null,
    })
    .where('team_id', '=', teamId)
    .where('label_id', '=', label.id)
    .execute()
}
