import type { Database } from '../database/database.ts'
import type { PublicAddress } from '../http/public-address.ts'
import type { Models } from '../platform/model/service.ts'
import type { Roles } from '../platform/roles/service.ts'
import type { Teams } from '../platform/teams/service.ts'
import type { Users } from '../platform/users/service.ts'
import type { Vault } from '../secrets/vault.ts'
import { Attempts } from './attempts/service.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { Passwords } from './passwords/service.ts'
import { secondFactorRoutes } from './second-factor/routes.ts'
import { SecondFactors } from './second-factor/service.ts'
import { sessionRoutes } from './sessions/routes.ts'
import type { Sessions } from './sessions/service.ts'
import { SignIn } from './sign-in.ts'

export interface SignInParts {
  db: Database
  models: Models
  vault: Vault
  sessions: Sessions
  users: Users
  teams: Teams
  roles: Roles
  publicAddress: PublicAddress
}

export type SignInHalf = ReturnType<typeof composeSignIn>

/** Composes how people sign in: a line or two for each concept. */
export function composeSignIn(parts: SignInParts) {
  const attempts = new Attempts(parts)
  const passwords = new Passwords({ ...parts, attempts })
  const secondFactors = new SecondFactors({ ...parts, passwords })
  const signIn = new SignIn({ ...parts, attempts, passwords, secondFactors })
  return {
    passwords,
    routes: [
      sessionRoutes({ ...parts, secondFactors, signIn }),
      passwordRoutes(passwords),
      secondFactorRoutes(secondFactors),
    ],
    upkeep: [parts.sessions.sweep],
    sweep: [attempts.sweep],
  }
}
