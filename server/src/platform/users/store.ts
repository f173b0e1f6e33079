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
