import type { Database } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { Conflict } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { changeModel } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import { assertCovers } from '../roles/access.ts'
import { roleMeant } from '../roles/find.ts'
import { applyChanges } from './apply-changes.ts'
import type { NewUser } from './input.ts'
import { showUser } from './show.ts'
import * as store from './store.ts'
import type { User } from './types.ts'

export class Users {
  readonly #db: Database
  readonly #models: Models
  readonly #newId: () => string

  constructor(parts: { db: Database; models: Models; newId: () => string }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#newId = parts.newId
  }

  /**
   * @throws Conflict where the team has a user of that username
   * @throws Forbidden where their role would exceed that of who asks
   */
  create(scope: Scope, input: NewUser): Promise<User> {
    return changeModel({ db: this.#db, models: this.#models }, scope, async (tx, model) => {
      const user = applyChanges(blankUser(this.#newId(), new Date()), input, model)
      const role = roleMeant(model, user.roleId, 'role')
      assertCovers(scope.role, role, { doing: `the role "${role.name}"`, model })
      await usernameFree(user.username, () => store.insertUser(tx, scope, user))
      const shown = showUser(user, model)
      await recordEvent(tx, scope, { kind: 'user.created', subjectId: user.id, before: null, after: shown })
      return shown
    })
  }
}

const blankUser = (id: string, now: Date): store.UserRow => ({
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

async function usernameFree(username: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'users_username')) throw error
    throw new Conflict(`A user "${username}" exists already.`, {
      path: 'username',
      hint: 'Choose another username, or change that user.',
    })
  }
}
