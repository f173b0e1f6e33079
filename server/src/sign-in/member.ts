import { NotFound } from '../errors.ts'
import type { Models } from '../platform/model/service.ts'
import type { Member, TeamModel } from '../platform/model/types.ts'
import type { Scope } from '../scope.ts'

/** @param reference uuid or username. @throws NotFound */
export function memberMeant(model: TeamModel, reference: string): Member {
  const member = model.users.get(reference) ?? model.userByUsername.get(reference.toLowerCase())
  if (!member) throw new NotFound(`There is no user ${reference}.`, { hint: 'GET /v1/ext/users lists them.' })
  return member
}

/** A scope of a person, not yet of any session of theirs. */
export type PersonScope = Scope & { userId: string }

/** What a person may do who is about to be signed in; undefined where they may not work. */
export async function scopeOfPerson(
  models: Models,
  { teamId, userId }: { teamId: string; userId: string },
): Promise<PersonScope | undefined> {
  const model = await models.of({ teamId })
  const member = model.users.get(userId)
  const role = model.roles.get(member?.roleId ?? '')
  if (!member?.isActive || !role) return undefined
  return { teamId, userId, keyId: null, sessionId: null, role, podIds: member.podIds }
}
