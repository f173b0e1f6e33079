import type { Database, Tx } from '../database/database.ts'
import { Conflict, Unauthorized } from '../errors.ts'
import type { Models } from '../platform/model/service.ts'
import type { Scope } from '../scope.ts'
import type { Attempts } from './attempts/service.ts'
import { findPeople, type PersonScope, scopeOfPerson } from './member.ts'
import type { Passwords } from './passwords/service.ts'
import { proveSecondFactor } from './second-factor/prove.ts'
import type { SecondFactors } from './second-factor/service.ts'
import type { Begun, Device, NewSession, Sessions } from './sessions/service.ts'
import type { SignInBody } from './types.ts'

/** Who has just signed in: the token goes into their cookie. */
export interface SignedIn extends Begun {
  scope: Scope
}

/** The ways in: each proves who somebody is, and ends in `admit`. */
export class SignIn {
  readonly #db: Database
  readonly #models: Models
  readonly #attempts: Attempts
  readonly #passwords: Passwords
  readonly #secondFactors: SecondFactors
  readonly #sessions: Sessions

  constructor(parts: {
    db: Database
    models: Models
    attempts: Attempts
    passwords: Passwords
    secondFactors: SecondFactors
    sessions: Sessions
  }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#attempts = parts.attempts
    this.#passwords = parts.passwords
    this.#secondFactors = parts.secondFactors
    this.#sessions = parts.sessions
  }

  /**
   * @throws Unauthorized in the same words whatever was wrong; with the code `second_factor_needed` where only that is missing
   * @throws Conflict where the password fits accounts of several teams
   */
  async byPassword({ username: typed, password, code, team }: SignInBody, device: Device): Promise<SignedIn> {
    const username = typed.trim().toLowerCase()
    const attempt = await this.#attempts.begin({ username, address: device.address })
    const people = await findPeople(this.#db, username, team)
    const [person, ...others] = await this.#passwords.matching(people, password)
    const scope = person && (await scopeOfPerson(this.#models, person))
    if (!person || !scope) throw wrong()
    if (others.length > 0) {
      await attempt.givenBack()
      throw await this.#teamNeeded([person, ...others])
    }
    await proveSecondFactor(this.#secondFactors, scope, code, attempt)
    await attempt.givenBack()
    const session = { method: 'PASSWORD', mustChangePassword: person.mustChange, device } as const
    return this.admit(scope, session, async (tx) => {
      // who has changed it meanwhile wants nobody in by the old one
      if (!(await this.#passwords.isStill(tx, person))) throw wrong()
    })
  }

  /** Lets in a person who proved who they are. @param check throws where the proof is good no longer */
  async admit(
    scope: PersonScope,
    session: NewSession,
    check: (tx: Tx) => Promise<void> = async () => undefined,
  ): Promise<SignedIn> {
    const begun = await this.#db.transaction().execute(async (tx) => {
      await check(tx)
      return this.#sessions.begin(tx, scope, session)
    })
    return { ...begun, scope: { ...scope, sessionId: begun.sessionId } }
  }

  async #teamNeeded(people: readonly { teamId: string }[]): Promise<TeamNeeded> {
    const models = await Promise.all(people.map((person) => this.#models.of(person)))
    return new TeamNeeded(models.map(({ team: { shortId, name } }) => ({ shortId, name })))
  }
}

/** The password fits accounts of several teams, which only their owner learns. */
class TeamNeeded extends Conflict {
  readonly #teams: readonly { shortId: string; name: string }[]

  constructor(teams: readonly { shortId: string; name: string }[]) {
    super('You have an account in several teams: say which in "team".', {
      code: 'team_needed',
      path: 'team',
      hint: `"team" is one of ${teams.map(({ shortId }) => shortId).join(', ')}.`,
    })
    this.#teams = teams
  }

  override get beside(): object {
    return { teams: this.#teams }
  }
}

const wrong = (): Unauthorized =>
  new Unauthorized('The username or the password is not right.', {
    code: 'wrong_credentials',
    hint: 'Try again, or have a link sent to set another password.',
  })
