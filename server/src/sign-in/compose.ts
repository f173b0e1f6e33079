import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Database, Tx } from '../database/database.ts'
import type { PublicAddress } from '../http/public-address.ts'
import { Mailer } from '../mail/mailer.ts'
import type { Models } from '../platform/model/service.ts'
import type { Roles } from '../platform/roles/service.ts'
import type { Teams } from '../platform/teams/service.ts'
import type { Users } from '../platform/users/service.ts'
import type { Scope } from '../scope.ts'
import type { Vault } from '../secrets/vault.ts'
import { Attempts } from './attempts/service.ts'
import { Invitations } from './links/invitations.ts'
import { linkRoutes } from './links/routes.ts'
import { Links } from './links/service.ts'
import { optionRoutes } from './options.routes.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { Passwords } from './passwords/service.ts'
import { secondFactorRoutes } from './second-factor/routes.ts'
import { SecondFactors } from './second-factor/service.ts'
import { sessionRoutes } from './sessions/routes.ts'
import type { Sessions } from './sessions/service.ts'
import { SignIn } from './sign-in.ts'
import { singleSignOnRoutes } from './single-sign-on/routes.ts'
import { SingleSignOn } from './single-sign-on/service.ts'

export interface SignInParts {
  config: Pick<Config, 'mail' | 'oidc'>
  db: Database
  models: Models
  vault: Vault
  sessions: Sessions
  users: Users
  teams: Teams
  roles: Roles
  publicAddress: PublicAddress
  newId: () => string
  logger: FastifyBaseLogger
}

export type SignInHalf = ReturnType<typeof composeSignIn>

/** Composes how people sign in: a line or two for each concept. */
export function composeSignIn(parts: SignInParts) {
  const attempts = new Attempts(parts)
  const mailer = new Mailer(parts.config.mail)
  const links = new Links({ ...parts, mailer })
  const passwords = new Passwords({ ...parts, attempts, links })
  const secondFactors = new SecondFactors({ ...parts, passwords })
  const signIn = new SignIn({ ...parts, attempts, passwords, secondFactors })
  const invitations = new Invitations({ ...parts, mailer, attempts, links, passwords, secondFactors })
  const singleSignOn = new SingleSignOn({ ...parts, signIn })
  return {
    passwords,
    links,
    /** for the transaction in which a user is deactivated or deleted */
    left: async (tx: Tx, scope: Scope, userId: string): Promise<void> => {
      await parts.sessions.endAllOf(tx, scope, userId, 'user_left')
      await links.endAllOf(tx, scope, userId)
    },
    routes: [
      sessionRoutes({ ...parts, secondFactors, signIn }),
      passwordRoutes(passwords),
      secondFactorRoutes(secondFactors),
      linkRoutes({ ...parts, secondFactors, links, invitations }),
      singleSignOnRoutes({ ...parts, singleSignOn }),
      optionRoutes({ config: parts.config }),
    ],
    handlers: { 'mail-link': links.mail, 'forgotten-password': links.sendForgotten },
    upkeep: [parts.sessions.sweep, links.sweep],
    sweep: [attempts.sweep],
    stop: () => mailer.stop(),
  }
}
