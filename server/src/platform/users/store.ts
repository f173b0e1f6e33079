import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Availability, Email, Phone } from './types.ts'

/** A user as stored. */
export interface UserRow {
  id: string
  username: string
  firstName: string
  middleName: string
  lastName: string
  displayName: string
  gender: string | null
  dob: string | null
  bio: string | null
  phones: readonly Phone[]
  emails: readonly Email[]
  profileImageUrl: string | null
  coverImageUrl: string | null
  timezone: string | null
  data: Record<string, unknown>
  onboardingData: Record<string, unknown>
  roleId: string
  podIds: readonly string[]
  skillIds: readonly string[]
  availability: Availability
  isActive: boolean
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

const columns = [
  'user_id as id',
  'username',
  'first_name as firstName',
  'middle_name as middleName',
  'last_name as lastName',
  'display_name as displayName',
  'gender',
  'dob',
  'bio',
  'phones',
  'emails',
  'profile_image_url as profileImageUrl',
  'cover_image_url as coverImageUrl',
  'timezone',
  'data',
  'onboarding_data as onboardingData',
  'role_id as roleId',
  'pod_ids as podIds',
  'skill_ids as skillIds',
  'availability',
  'is_active as isActive',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'deleted_at as deletedAt',
] as const

const toColumns = (user: UserRow) => ({
  username: user.username,
  first_name: user.firstName,
  middle_name: user.middleName,
  last_name: user.lastName,
  display_name: user.displayName,
  gender: user.gender,
  dob: user.dob,
  bio: user.bio,
  phones: JSON.stringify(user.phones),
  emails: JSON.stringify(user.emails),
  profile_image_url: user.profileImageUrl,
  cover_image_url: user.coverImageUrl,
  timezone: user.timezone,
  data: JSON.stringify(user.data),
  onboarding_data: JSON.stringify(user.onboardingData),
  role_id: user.roleId,
  pod_ids: [...user.podIds],
  skill_ids: [...user.skillIds],
  availability: user.availability,
  is_active: user.isActive,
  updated_at: user.updatedAt,
  deleted_at: user.deletedAt,
})

export async function insertUser(tx: Tx, { teamId }: Scope, user: UserRow): Promise<void> {
  await tx
    .insertInto('users')
    .values({ team_id: teamId, user_id: user.id, created_at: user.createdAt, ...toColumns(user) })
    .execute()
}

export async function updateUser(tx: Tx, { teamId }: Scope, user: UserRow): Promise<void> {
  await tx
    .updateTable('users')
    .set(toColumns(user))
    .where('team_id', '=', teamId)
    .where('user_id', '=', user.id)
    .execute()
}

/** Deleted ones too. */
export async function findUser(db: Reader, { teamId }: Scope, id: string): Promise<UserRow | undefined> {
  const row = await db
    .selectFrom('users')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('user_id', '=', id)
    .executeTakeFirst()
  return row as UserRow | undefined
}

export interface UserFilter {
  /** anywhere in the names or the username */
  search?: string | undefined
  isActive?: boolean | undefined
  isDeleted: boolean
  roleId?: string | undefined
  podId?: string | undefined
}

export interface Page {
  skip: number
  limit: number
}

export async function findUsers(db: Reader, scope: Scope, filter: UserFilter, page: Page): Promise<UserRow[]> {
  const rows = await matching(db, scope, filter)
    .select(columns)
    .orderBy('created_at')
    .orderBy('user_id')
    .offset(page.skip)
    .limit(page.limit)
    .execute()
  return rows as UserRow[]
}

export async function countUsers(db: Reader, scope: Scope, filter: UserFilter): Promise<number> {
  const { count } = await matching(db, scope, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function matching(db: Reader, { teamId }: Scope, filter: UserFilter) {
  let users = db
    .selectFrom('users')
    .where('team_id', '=', teamId)
    .where('deleted_at', filter.isDeleted ? 'is not' : 'is', null)
  if (filter.isActive !== undefined) users = users.where('is_active', '=', filter.isActive)
  if (filter.roleId !== undefined) users = users.where('role_id', '=', filter.roleId)
  if (filter.podId !== undefined) users = users.where(sql<boolean>`${filter.podId}::uuid = any (pod_ids)`)
  if (filter.search) {
    const pattern = `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`
    users = users.where(
      sql<boolean>`concat_ws(' ', first_name, nullif(middle_name, ''), last_name, display_name, username) ilike ${pattern}`,
    )
  }
  return users
}
