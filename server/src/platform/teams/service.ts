import type { Database } from '../../database/database.ts'
import { claimTeamShortId, findTeamId, listTeams } from '../../database/global-lookups.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Keys } from '../keys/service.ts'
import { changeModel } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import type { Team } from '../model/types.ts'
import type { Roles } from '../roles/service.ts'
import type { Users } from '../users/service.ts'
import { checkTeam, readBranding } from './check.ts'
import { adminRole } from './operator.ts'
import * as store from './store.ts'
import type { TeamAnswer, TeamChanges } from './types.ts'

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
  readonly #models: Models
  readonly #newId: () => string
  readonly #roles: Roles
  readonly #users: Users
  readonly #keys: Keys

  constructor(parts: {
    db: Database
    models: Models
    newId: () => string
    roles: Roles
    users: Users
    keys: Keys
  }) {
    this.#db = parts.db
    this.#models = parts.models
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
        sessionId: null,
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

  async count(): Promise<number> {
    return (await this.shortIds()).length
  }

  async shortIds(): Promise<string[]> {
    return (await listTeams(this.#db)).map((team) => team.shortId)
  }

  /** @throws NotFound where no team has that short id, with those that are there */
  async idOf(shortId: string): Promise<string> {
    const teamId = await findTeamId(this.#db, shortId)
    if (teamId) return teamId
    const known = await this.shortIds()
    throw new NotFound(
      `There is no team "${shortId}"${known.length > 0 ? `; there are ${known.join(', ')}.` : ': there is none yet.'}`,
      { path: 'team', hint: '`nadi team create` makes one.' },
    )
  }

  async fetch(scope: Scope): Promise<TeamAnswer> {
    return showTeam((await this.#models.of(scope)).team)
  }

  /** Only the fields that are passed change. */
  update(scope: Scope, changes: TeamChanges): Promise<TeamAnswer> {
    return changeModel({ db: this.#db, models: this.#models }, scope, async (tx, { team }) => {
      checkTeam(changes)
      const before = showTeam(team)
      const after: TeamAnswer = {
        ...before,
        ...changes,
        name: changes.name?.trim() ?? before.name,
        branding: readBranding(before.branding, changes.branding ?? {}),
      }
      await store.updateTeam(tx, scope, after)
      await recordEvent(tx, scope, { kind: 'team.updated', subjectId: team.id, ...differences(before, after) })
      return after
    })
  }
}

const showTeam = ({ id, shortId, name, timeZone, callingCode, branding, createdAt, updatedAt }: Team): TeamAnswer => ({
  id,
  shortId,
  name,
  timeZone,
  callingCode,
  branding: { logoUrl: null, color: null, ...branding },
  createdAt: createdAt.getTime(),
  updatedAt: updatedAt.getTime(),
})
