import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Group, GroupKind } from './types.ts'

interface GroupRow {
  id: string
  name: string
  createdAt: Date
  updatedAt: Date
}

const toGroup = (row: GroupRow): Group => ({
  ...row,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
})

export async function findDeletedGroup(
  db: Reader,
  { teamId }: Scope,
  { table, idColumn }: GroupKind,
  id: string,
): Promise<Group | undefined> {
  const { rows } = await sql<GroupRow>`
    select ${sql.ref(idColumn)} as id, name, created_at as "createdAt", updated_at as "updatedAt"
    from ${sql.table(table)}
    where team_id = ${teamId} and ${sql.ref(idColumn)} = ${id} and deleted_at is not null`.execute(db)
  return rows[0] && toGroup(rows[0])
}

export async function insertGroup(
  tx: Tx,
  { teamId }: Scope,
  { table, idColumn }: GroupKind,
  group: Group,
): Promise<void> {
  await sql`
    insert into ${sql.table(table)} (team_id, ${sql.ref(idColumn)}, name, created_at, updated_at)
    values (${teamId}, ${group.id}, ${group.name}, ${new Date(group.createdAt)}, ${new Date(group.updatedAt)})`.execute(
    tx,
  )
}

export async function renameGroup(
  tx: Tx,
  { teamId }: Scope,
  { table, idColumn }: GroupKind,
  group: Group,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set name = ${group.name}, updated_at = ${new Date(group.updatedAt)}
    where team_id = ${teamId} and ${sql.ref(idColumn)} = ${group.id}`.execute(tx)
}

/** `deletedAt` null brings it back. */
export async function markGroupDeleted(
  tx: Tx,
  { teamId }: Scope,
  { table, idColumn }: GroupKind,
  { id, deletedAt }: { id: string; deletedAt: Date | null },
): Promise<void> {
  await sql`
    update ${sql.table(table)} set deleted_at = ${deletedAt}, updated_at = now()
    where team_id = ${teamId} and ${sql.ref(idColumn)} = ${id}`.execute(tx)
}
