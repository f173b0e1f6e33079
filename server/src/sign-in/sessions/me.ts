import type { Roles } from '../../platform/roles/service.ts'
import type { Teams } from '../../platform/teams/service.ts'
import type { Users } from '../../platform/users/service.ts'
import type { Scope } from '../../scope.ts'
import type { SecondFactors } from '../second-factor/service.ts'
import type { Sessions } from './service.ts'
import type { Me } from './types.ts'

export interface MeParts {
  sessions: Sessions
  secondFactors: SecondFactors
  users: Users
  teams: Teams
  roles: Roles
}

/** Who asks, with all that a console needs to begin. */
export async function describeMe({ sessions, secondFactors, users, teams, roles }: MeParts, scope: Scope): Promise<Me> {
  const { sessionId, userId, role } = scope
  return {
    sessionId,
    user: userId === null ? null : await users.fetch(scope, userId),
    team: await teams.fetch(scope),
    role: await roles.fetch(scope, role.id),
    mustChangePassword: await sessions.mustChangePassword(scope),
    hasSecondFactor: userId !== null && (await secondFactors.has(scope, userId)),
  }
}
