import type { Nadi } from '../main.ts'
import { operatorScope } from '../platform/teams/operator.ts'
import type { Scope } from '../scope.ts'

/** The operator in the team that is meant by its short id; where there is only one team, that one is meant. */
export async function operatorOf({ teams }: Pick<Nadi, 'teams'>, team: string | undefined): Promise<Scope> {
  if (team !== undefined) return operatorScope(await teams.idOf(team))
  const [first, ...others] = await teams.shortIds()
  if (first === undefined) throw new Error('There is no team yet: make one with `nadi team create`.')
  if (others.length > 0) {
    throw new Error(`There are several teams; say which with --team: ${[first, ...others].join(', ')}.`)
  }
  return operatorScope(await teams.idOf(first))
}
