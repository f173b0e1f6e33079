import { Forbidden, type NadiError } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Keys } from '../keys/service.ts'
import type { TeamModel } from '../model/types.ts'
import { operatorScope } from '../teams/operator.ts'
import type { JobRow } from './job-row.ts'

/**
 * Whoever asked for a job, with the rights that they have now: a job that runs for long stops writing when its key is revoked or its role
 * loses the right.
 */
export async function askerNow(
  keys: Keys,
  model: TeamModel,
  { keyId, userId }: Pick<JobRow, 'keyId' | 'userId'>,
): Promise<Scope | { error: NadiError }> {
  const teamId = model.team.id
  if (keyId === null && userId === null) return operatorScope(teamId)
  const user = userId === null ? undefined : model.users.get(userId)
  const key = keyId === null ? undefined : await keys.activeKey({ teamId, keyId })
  if (keyId !== null && !key) return gone('The API key that asked for this job was revoked.')
  if (userId !== null && !user) return gone('The user who asked for this job was deleted.')
  const role = model.roles.get(key?.roleId ?? user?.roleId ?? '')
  if (!role) return gone('The role that asked for this job was deleted.')
  return { teamId, userId, keyId, sessionId: null, role, podIds: user?.podIds ?? [] }
}

const gone = (message: string) => ({
  error: new Forbidden(message, {
    code: 'asker_gone',
    hint: 'Send the rows that are left again with a key that may write them.',
  }),
})
