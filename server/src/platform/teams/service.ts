import { IANAZone } from 'luxon'
import type { Database } from '../../database/database.ts'
import { claimTeamShortId } from '../../database/global-lookups.ts'
import { BadInput, Conflict, type Problem } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Keys } from '../keys/service.ts'
import type { Roles } from '../roles/service.ts'
import type { Users } from '../users/service.ts'
import { adminRole } from './operator.ts'
import * as store from './store.ts'

export interface NewTeam {
  shortId: string
  name: string
  /** IANA: Asia/Kolkata */
  timeZone: string
  /** of phone numbers written without one: 91 */
  callingCode: string
  /** e-mail address of the first administrator */
  adminUsername: string
  /** the first key; made where absent */
  apiKey?: string | null
}

export interface CreatedTeam {
  scope: Scope
  /** shown now and never again */
  apiKey: string
}

export class Teams {
  readonly #db: Database
  readonly #newId: () => string
  readonly #roles: Roles
  readonly #users: Users
  readonly #keys: Keys

  constructor(parts: { db: Database; newId: () => string; roles: Roles; users: Users; keys: Keys }) {
    this.#db = parts.db
    this.#newId = parts.newId
    this.#roles = parts.roles
    this.#users = parts.users
    this.#keys = parts.keys
  }

  /**
   * A team with its role Admin, its first administrator and a key of that role.
   * @throws BadInput, and Conflict where the short id or the key is taken
   */
  create(input: NewTeam): Promise<CreatedTeam> {
    checkTeam(input)
    return this.#db.transaction().execute(async (tx) => {
      const now = new Date()
      const teamId = this.#newId()
      if (!(await claimTeamShortId(tx, input.shortId, teamId))) {
        throw new Conflict(`A team "${input.shortId}" exists already.`, {
          path: 'shortId',
          hint: 'Choose another short id.',
        })
      }
      await store.insertTeam(tx, { ...input, id: teamId, createdAt: now })
      const maker: Scope = {
        teamId,
        userId: null,
        keyId: null,
        role: adminRole(this.#newId(), now),
        podIds: [],
        transaction: tx,
      }
      await recordEvent(tx, maker, {
        kind: 'team.created',
        subjectId: teamId,
        before: null,
        after: { shortId: input.shortId, name: input.name },
      })
      const { id: _, createdAt, updatedAt, ...role } = maker.role
      const admin = await this.#roles.create(maker, role)
      const user = await this.#users.create(maker, { username: input.adminUsername, role: admin.id })
      const scope: Scope = { ...maker, userId: user.id, role: admin }
      const key = await this.#keys.create(scope, { name: 'First key', role: admin.id, secret: input.apiKey ?? null })
      const { transaction: __, ...lasting } = scope
      return { scope: lasting, apiKey: key.key }
    })
  }
}

function checkTeam(input: NewTeam): void {
  const problems: Problem[] = []
  if (!/^[a-z][a-z0-9]{1,30}$/.test(input.shortId)) {
    problems.push({
      code: 'wrong_form',
      message: `The short id "${input.shortId}" must be 2 to 31 small letters and digits, beginning with a letter.`,
      path: 'shortId',
    })
  }
  if (!IANAZone.isValidZone(input.timeZone)) {
    problems.push({
      code: 'unknown_time_zone',
      message: `"${input.timeZone}" is not a time zone like Asia/Kolkata.`,
      path: 'timeZone',
    })
  }
  if (!/^[1-9]\d{0,3}$/.test(input.callingCode)) {
    problems.push({
      code: 'wrong_form',
      message: `The calling code "${input.callingCode}" must be 1 to 4 digits like 91.`,
      path: 'callingCode',
    })
  }
  if (problems.length > 0) throw new BadInput(problems)
}
