import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { ViewDefinition } from './types.ts'

export interface ViewRow {
  id: string
  /** null: of the chats */
  procedureId: string | null
  userId: string | null
  name: string
  definition: ViewDefinition
  isShared: boolean
  position: number
  version: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

const columns = [
  'view_id as id',
  'procedure_id as procedureId',
  'user_id as userId',
  'name',
  'definition',
  'is_shared as isShared',
  'sort_order as position',
  'version',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'deleted_at as deletedAt',
] as const

/** in the index of names it stands for the chats */
const none = '00000000-0000-0000-0000-000000000000'

const viewsOf = (db: Reader, { teamId }: Scope, procedureId: string | null) =>
  db
    .selectFrom('views')
    .where('team_id', '=', teamId)
    .where('deleted_at', 'is', null)
    .where(sql`coalesce(procedure_id, ${sql.lit(none)}::uuid)`, '=', procedureId ?? none)

/** The shared views of a list, and those of whoever asks. */
export async function findViews(db: Reader, scope: Scope, procedureId: string | null): Promise<ViewRow[]> {
  const rows = await viewsOf(db, scope, procedureId)
    .select(columns)
    .where((where) => where.or([where('is_shared', '=', true), where('user_id', '=', scope.userId)]))
    .orderBy('sort_order')
    .orderBy(sql`lower(name)`)
    .orderBy('view_id')
    .execute()
  return rows as ViewRow[]
}

/** How many views somebody has of a list. */
export async function countViews(
  db: Reader,
  scope: Scope,
  { procedureId, userId }: Pick<ViewRow, 'procedureId' | 'userId'>,
): Promise<number> {
  const row = await viewsOf(db, scope, procedureId)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where(sql`coalesce(user_id, ${sql.lit(none)}::uuid)`, '=', userId ?? none)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Behind all views of the list. */
export async function nextPosition(db: Reader, scope: Scope, procedureId: string | null): Promise<number> {
  const row = await viewsOf(db, scope, procedureId)
    .select((select) => select.fn.max('sort_order').as('last'))
    .executeTakeFirst()
  return (row?.last ?? -1) + 1
}

/** Also a deleted one; nobody else changes it until the transaction ends. */
export async function holdView(tx: Tx, { teamId }: Scope, id: string): Promise<ViewRow | undefined> {
  const row = await tx
    .selectFrom('views')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('view_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row as ViewRow | undefined
}

const changeable = (view: ViewRow) => ({
  name: view.name,
  definition: JSON.stringify(view.definition),
  is_shared: view.isShared,
  sort_order: view.position,
  version: view.version,
  updated_at: view.updatedAt,
  deleted_at: view.deletedAt,
})

export async function insertView(tx: Tx, { teamId }: Scope, view: ViewRow): Promise<void> {
  await tx
    .insertInto('views')
    .values({
      team_id: teamId,
      view_id: view.id,
      procedure_id: view.procedureId,
      user_id: view.userId,
      created_at: view.createdAt,
      ...changeable(view),
    })
    .execute()
}

export async function updateView(tx: Tx, { teamId }: Scope, view: ViewRow): Promise<void> {
  await tx
    .updateTable('views')
    .set(changeable(view))
    .where('team_id', '=', teamId)
    .where('view_id', '=', view.id)
    .execute()
}
