import { FieldReader } from '../model/field-reader.ts'
import type { TeamModel } from '../model/types.ts'
import { roleMeant } from '../roles/find.ts'
import { readEmails, readPhones } from './contacts.ts'
import type { UserChanges } from './input.ts'
import type { UserRow } from './store.ts'

/**
 * The user as the changes leave them, in stored form.
 * @throws BadInput with everything that is wrong
 */
export function applyChanges(user: UserRow, changes: UserChanges, model: TeamModel): UserRow {
  const reader = new FieldReader(model)
  /** a field that was passed is read; one that was not stays */
  const when = <In, Out>(input: In | undefined, current: Out, read: (input: In) => Out): Out =>
    input === undefined ? current : read(input)
  const orNull = (read: (text: string) => string | null) => (input: string | null) =>
    input === null ? null : read(input)
  const text = (field: string) => (input: string) => reader.text(field, input)
  const named = (field: string) => (input: string) => reader.text(field, input) ?? ''

  const changed: UserRow = {
    ...user,
    username: when(changes.username, user.username, (input) => readUsername(reader, input)),
    firstName: when(changes.firstName, user.firstName, named('firstName')),
    middleName: when(changes.middleName, user.middleName, named('middleName')),
    lastName: when(changes.lastName, user.lastName, named('lastName')),
    displayName: when(changes.displayName, user.displayName, named('displayName')),
    gender: when(changes.gender, user.gender, orNull(text('gender'))),
    bio: when(changes.bio, user.bio, orNull(text('bio'))),
    dob: when(changes.dob, user.dob, (input) => reader.value('dob', 'date', input)),
    phones: when(changes.phones, user.phones, (input) => readPhones(reader, input)),
    emails: when(changes.emails, user.emails, (input) => readEmails(reader, input)),
    profileImageUrl: when(changes.profileImageUrl, user.profileImageUrl, (url) =>
      reader.value('profileImageUrl', 'url', url),
    ),
    coverImageUrl: when(changes.coverImageUrl, user.coverImageUrl, (url) => reader.value('coverImageUrl', 'url', url)),
    timezone: when(
      changes.timezone,
      user.timezone,
      orNull((input) => reader.timezone('timezone', input)),
    ),
    data: when(changes.data, user.data, (input) => reader.merged('data', user.data, input)),
    onboardingData: when(changes.onboardingData, user.onboardingData, (input) =>
      reader.merged('onboardingData', user.onboardingData, input),
    ),
    roleId: when(changes.role, user.roleId, (input) => reader.attempt(() => roleMeant(model, input, 'role').id) ?? ''),
    podIds: when(changes.pods, user.podIds, (input) => reader.named('pods', 'pod', model.pods, input)),
    skillIds: when(changes.skills, user.skillIds, (input) => reader.named('skills', 'skill', model.skills, input)),
    availability: changes.availability ?? user.availability,
    isActive: changes.isActive ?? user.isActive,
  }
  reader.finish()
  return changed
}

function readUsername(reader: FieldReader, input: string): string {
  const username = reader.value('username', 'email', input)
  if (username === null && input.trim() === '') {
    reader.refuse({ code: 'required', message: '"username" must be an e-mail address.', path: 'username' })
  }
  return username?.toLowerCase() ?? ''
}
