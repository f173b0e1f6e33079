import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import { NotFound } from '../../errors.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Vault } from '../../secrets/vault.ts'
import { findPeople, scopeOfPerson } from '../member.ts'
import type { Device } from '../sessions/service.ts'
import type { SignedIn, SignIn } from '../sign-in.ts'
import { type Identity, type Pending, Provider } from './provider.ts'

/** Where the provider sends the browser back to. */
export const callbackPath = '/v1/ext/session/oidc/callback'

const patienceMs = 10 * 60_000

/** What waits in the browser, sealed, while it is at the provider. */
interface Waiting extends Pending {
  team: string | undefined
  /** the page to go on to */
  to: string
  until: number
}

/** Why somebody was not let in, for the page that tells them. */
export type Refusal = 'expired' | 'unreachable' | 'refused' | 'email_not_verified' | 'no_such_user' | 'team_needed'

export class NotLetIn extends Error {
  readonly refusal: Refusal
  /** short ids, where one of them is needed */
  readonly teams: readonly string[]

  constructor(refusal: Refusal, teams: readonly string[] = []) {
    super(refusal)
    this.refusal = refusal
    this.teams = teams
  }
}

/** Signing in by the operator's OpenID provider: whoever it vouches for by a verified e-mail address is the user of that name. */
export class SingleSignOn {
  readonly #provider: Provider | null
  readonly #db: Database
  readonly #models: Models
  readonly #vault: Vault
  readonly #publicAddress: PublicAddress
  readonly #signIn: SignIn
  readonly #logger: FastifyBaseLogger

  constructor(parts: {
    config: Pick<Config, 'oidc'>
    db: Database
    models: Models
    vault: Vault
    publicAddress: PublicAddress
    signIn: SignIn
    logger: FastifyBaseLogger
  }) {
    this.#provider = parts.config.oidc && new Provider(parts.config.oidc)
    this.#db = parts.db
    this.#models = parts.models
    this.#vault = parts.vault
    this.#publicAddress = parts.publicAddress
    this.#signIn = parts.signIn
    this.#logger = parts.logger
  }

  /**
   * Where the browser is to go, and what it keeps meanwhile.
   * @throws NotLetIn where the provider does not answer, NotFound where there is none
   */
  async begin({ team, to }: { team: string | undefined; to: string }): Promise<{ location: string; kept: string }> {
    const provider = this.#theProvider()
    try {
      const { location, pending } = await provider.begin(`${this.#publicAddress.url ?? ''}${callbackPath}`)
      const waiting: Waiting = { ...pending, team, to, until: Date.now() + patienceMs }
      return { location, kept: this.#vault.seal(JSON.stringify(waiting)).toString('base64url') }
    } catch (error) {
      this.#logger.warn({ err: error }, 'the OpenID provider did not answer')
      throw new NotLetIn('unreachable')
    }
  }

  /**
   * @param query that the provider sent the browser back with
   * @param kept what the browser kept meanwhile
   * @throws NotLetIn
   */
  async finish(query: string, kept: string | undefined, device: Device): Promise<{ signedIn: SignedIn; to: string }> {
    const waiting = this.#open(kept)
    const { email, isVerified } = await this.#identify(query, waiting)
    if (email === '' || !isVerified) throw new NotLetIn('email_not_verified')
    const people = await findPeople(this.#db, email.trim().toLowerCase(), waiting.team)
    const [person, ...others] = people
    const scope = person && (await scopeOfPerson(this.#models, person))
    if (!scope) throw new NotLetIn('no_such_user')
    if (others.length > 0) {
      const models = await Promise.all(people.map((each) => this.#models.of(each)))
      throw new NotLetIn(
        'team_needed',
        models.map((model) => model.team.shortId),
      )
    }
    const session = { method: 'SINGLE_SIGN_ON', mustChangePassword: false, device } as const
    return { signedIn: await this.#signIn.admit(scope, session), to: waiting.to }
  }

  async #identify(query: string, waiting: Waiting): Promise<Identity> {
    try {
      const address = new URL(`${this.#publicAddress.url ?? ''}${callbackPath}?${query}`)
      return await this.#theProvider().finish(address, waiting)
    } catch (error) {
      this.#logger.warn({ err: error }, 'the answer of the OpenID provider was not accepted')
      throw new NotLetIn('refused')
    }
  }

  #open(kept: string | undefined): Waiting {
    try {
      const waiting = JSON.parse(this.#vault.open(Buffer.from(kept ?? '', 'base64url'))) as Waiting
      if (waiting.until > Date.now()) return waiting
    } catch {
      // another server's, or nothing at all: as though it had been too long
    }
    throw new NotLetIn('expired')
  }

  #theProvider(): Provider {
    if (this.#provider) return this.#provider
    throw new NotFound('No OpenID provider is set on this server.', {
      code: 'no_single_sign_on',
      hint: 'The operator sets NADI_OIDC_ISSUER, NADI_OIDC_CLIENT_ID and NADI_OIDC_CLIENT_SECRET.',
    })
  }
}
