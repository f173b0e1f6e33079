import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict, Forbidden } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Scope } from '../../scope.ts'
import type { Attempts } from '../attempts/service.ts'
import type { Links } from '../links/service.ts'
import { memberMeant } from '../member.ts'
import { ownSession, type Sessions } from '../sessions/service.ts'
import { hashPassword, isPassword } from './hashing.ts'
import { assertGoodPassword, newOneTimePassword } from './rules.ts'
import * as store from './store.ts'

/** A person whose password was typed. */
export type Matching<Person> = Person & { mustChange: boolean; hash: string }

/** A password that was found good, on its way into the database. */
export interface HashedPassword {
  userId: string
  hash: string
}

export class Passwords {
  readonly #db: Database
  readonly #models: Models
  readonly #attempts: Attempts
  readonly #sessions: Sessions
  readonly #links: Links

  constructor(parts: { db: Database; models: Models; attempts: Attempts; sessions: Sessions; links: Links }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#attempts = parts.attempts
    this.#sessions = parts.sessions
    this.#links = parts.links
  }

  async has(scope: Scope, userId: string): Promise<boolean> {
    return (await store.findPassword(scope.transaction ?? this.#db, scope, userId)) !== undefined
  }

  /** Whether it is the password of one of these people; the same work whoever they are. */
  async matching<Person extends { teamId: string; userId: string }>(
    people: readonly Person[],
    password: string,
  ): Promise<Matching<Person>[]> {
    const matching: Matching<Person>[] = []
    let verified = 0
    for (const person of people) {
      const kept = await store.findPassword(this.#db, person, person.userId)
      if (!kept) continue
      verified++
      if (await isPassword(kept.hash, password)) matching.push({ ...person, ...kept })
    }
    if (verified === 0) await isPassword(undefined, password)
    return matching
  }

  /**
   * That whoever is signed in is still the person who knows the password; answers its hash.
   * @throws Forbidden where it is wrong, Conflict where there is none
   */
  async prove(
    scope: Scope,
    { password, address, path }: { password: string; address: string; path: string },
  ): Promise<string> {
    const { userId } = ownSession(scope)
    const { username } = memberMeant(await this.#models.of(scope), userId)
    const kept = await store.findPassword(scope.transaction ?? this.#db, scope, userId)
    if (!kept) {
      throw new Conflict('You have no password yet.', {
        code: 'no_password',
        hint: 'POST /v1/ext/password-reset or an administrator sends a link to set one.',
      })
    }
    const attempt = await this.#attempts.begin({ username, address })
    if (!(await isPassword(kept.hash, password))) throw wrongPassword(path)
    await attempt.givenBack()
    return kept.hash
  }

  /** Whether it is the person's still; it stays so until the transaction ends. Proving it took a while. */
  isStill(tx: Tx, { teamId, userId, hash }: { teamId: string; userId: string; hash: string }): Promise<boolean> {
    return store.holdPassword(tx, { teamId }, userId, { hash })
  }

  /** One's own. Every other session of the person ends. */
  async change(scope: Scope, input: { current: string; password: string }, { address }: { address: string }) {
    const hash = await this.prove(scope, { password: input.current, address, path: 'current' })
    if (input.password === input.current) {
      throw new BadInput('"password" must be another than before.', { code: 'password_unchanged', path: 'password' })
    }
    const { userId } = ownSession(scope)
    const hashed = await this.hash(scope, userId, input.password)
    await inTransaction(this.#db, scope, async (tx) => {
      if (!(await this.isStill(tx, { ...scope, userId, hash }))) throw wrongPassword('current')
      await this.put(tx, scope, hashed)
    })
    this.#sessions.drop(userId)
  }

  /**
   * A password made for a person, who must change it at once; their sessions end.
   * @param reference uuid or username
   * @returns what is shown now and never again
   */
  async setOneTime(scope: Scope, reference: string, password = newOneTimePassword()): Promise<string> {
    const { id } = memberMeant(await this.#models.of(scope), reference)
    const hash = await hashPassword(password)
    await inTransaction(this.#db, scope, (tx) => this.put(tx, scope, { userId: id, hash }, { mustChange: true }))
    this.#sessions.drop(id)
    return password
  }

  /** @throws BadInput where it is too easily guessed */
  async hash(scope: Scope, userId: string, password: string): Promise<HashedPassword> {
    const { username } = memberMeant(await this.#models.of(scope), userId)
    assertGoodPassword(password, username)
    return { userId, hash: await hashPassword(password) }
  }

  /** Whatever opened the account before opens it no longer: other sessions, and links to set a password. */
  async put(tx: Tx, scope: Scope, { userId, hash }: HashedPassword, { mustChange = false } = {}): Promise<void> {
    await store.putPassword(tx, scope, userId, { hash, mustChange })
    await this.#links.endAllOf(tx, scope, userId)
    await this.#sessions.passwordChanged(tx, scope, userId)
    await recordEvent(tx, scope, { kind: 'password.changed', subjectId: userId, before: null, after: { mustChange } })
  }
}

const wrongPassword = (path: string): Forbidden =>
  new Forbidden(`"${path}" is not your password.`, { code: 'wrong_password', path })
