import type { UserRow } from './store.ts'

/** A user before anything is known of them. */
export const blankUser = (id: string, now: Date): UserRow => ({
  id,
  username: '',
  firstName: '',
  middleName: '',
  lastName: '',
  displayName: '',
  gender: null,
  dob: null,
  bio: null,
  phones: [],
  emails: [],
  profileImageUrl: null,
  coverImageUrl: null,
  timezone: null,
  data: {},
  onboardingData: {},
  roleId: '',
  podIds: [],
  skillIds: [],
  availability: 'AVAILABLE',
  isActive: true,
  createdAt: now,
  updatedAt: now,
  deletedAt: null,
})
