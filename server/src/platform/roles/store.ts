import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Permission, ProcedureAccess, Role } from './types.ts'

interface RoleRow {
  role_id: string
  name: string
  description: string
  role_type: string
  permissions: string[]
  procedure_access: unknown
  created_at: Date
  updated_at: Date
}

const toRole = (row: RoleRow): Role => ({
  id: row.role_id,
  name: row.name,
  description: row.description,
  roleType: row.role_type as Role['roleType'],
  permissions: row.permissions as Permission[],
  procedures: row.procedure_access as ProcedureAccess[],
  createdAt: row.created_at.getTime(),
  updatedAt: row.updated_at.getTime(),
})

const toColumns = (role: Role) => ({
  name: role.name,
  description: role.description,
  role_type: role.roleType,
  permissions: role.permissions,
  procedure_access: JSON.stringify(role.procedures),
  updated_at: new Date(role.updatedAt),
})

export async function findDeletedRole(db: Reader, { teamId }: Scope, id: string): Promise<Role | undefined> {
  const row = await db
    .selectFrom('roles')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('role_id', '=', id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  return row && toRole(row)
}

export async function insertRole(tx: Tx, { teamId }: Scope, role: Role): Promise<void> {
  await tx
    .insertInto('roles')
    .values({ team_id: teamId, role_id: role.id, created_at: new Date(role.createdAt), ...toColumns(role) })
    .execute()
}

export async function updateRole(tx: Tx, { teamId }: Scope, role: Role): Promise<void> {
  await tx
    .updateTable('roles')
    .set(toColumns(role))
    .where('team_id', '=', teamId)
    .where('role_id', '=', role.id)
    .execute()
}

/** `deletedAt` null brings it back. */
export async function markRoleDeleted(tx: Tx, { teamId }: Scope, id: string, deletedAt: Date | null): Promise<void> {
  await tx
    .updateTable('roles')
    .set({ deleted_at: deletedAt, updated_at: new Date() })
    .where('team_id', '=', teamId)
    .where('role_id', '=', id)
    .execute()
}
