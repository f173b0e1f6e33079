import { NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { nearest } from '../attributes/nearest.ts'
import type { Procedure, StateTask, TeamModel } from '../model/types.ts'
import { accessTo, holds } from '../roles/access.ts'

/** The procedures that a role may know of: those that it reads; all, where it may change the model. */
export function knownProcedures(scope: Scope, model: TeamModel): Procedure[] {
  const knowsAll = holds(scope.role, 'model.manage')
  return [...model.procedures.values()].filter(({ id }) => knowsAll || accessTo(scope.role, id).read !== 'none')
}

/** @throws NotFound where there is none of that short id or uuid that the role may know of */
export function procedureKnown(scope: Scope, model: TeamModel, reference: string): Procedure {
  return named('procedure', knownProcedures(scope, model), reference)
}

export const stateTaskOf = (procedure: Procedure, reference: string): StateTask =>
  named('state task', procedure.stateTasks, reference)

function named<Thing extends { id: string; shortId: string }>(
  noun: string,
  things: readonly Thing[],
  reference: string,
): Thing {
  const found = things.find(({ id, shortId }) => shortId === reference || id === reference.toLowerCase())
  if (found) return found
  const near = nearest(
    reference,
    things.map(({ shortId }) => shortId),
  )
  throw new NotFound(`There is no ${noun} "${reference}"${near ? `; did you mean "${near}"?` : '.'}`)
}
