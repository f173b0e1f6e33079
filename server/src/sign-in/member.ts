import type { Database } from '../database/database.ts'
import { findPeopleCalled, findTeamId, type Person } from '../database/global-lookups.ts'
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

/**
 * The people who sign in by that name.
 * @param team short id, where they said which
 */
export async function findPeople(db: Database, username: string, team: string | undefined): Promise<Person[]> {
  if (team === undefined) return findPeopleCalled(db, username)
  const teamId = await findTeamId(db, team)
  return teamId === undefined ? [] : findPeopleCalled(db, username, teamId)
}

/** A scope of a person, not yet of any session of theirs. */
export type PersonScope = Scope & { userId: string }

/** What a person may do who is about to be signed in; undefined where they may not work. */
export async function scopeOfPerson(models: Models, { teamId, userId }: Person): Promise<PersonScope | undefined> {
  const model = await models.of({ teamId })
  const member = model.users.get(userId)
  const role = model.roles.get(member?.roleId ?? '')
  if (!member?.isActive || !role) return undefined
  return { teamId, userId, keyId: null, sessionId: null, role, podIds: member.podIds }
}
