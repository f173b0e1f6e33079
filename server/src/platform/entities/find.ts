import { NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { nearest } from '../attributes/nearest.ts'
import type { Entity, TeamModel } from '../model/types.ts'
import { knownProcedures } from '../procedures/find.ts'
import { holds } from '../roles/access.ts'

/** The entities that a role may know of: those of the procedures that it knows; all, where it may change the model. */
export function knownEntities(scope: Scope, model: TeamModel): Entity[] {
  const knowsAll = holds(scope.role, 'model.manage')
  const procedures = knownProcedures(scope, model)
  return [...model.entities.values()].filter(({ id }) => knowsAll || procedures.some(({ entity }) => entity?.id === id))
}

/** @throws NotFound where there is none of that short id or uuid that the role may know of */
export function entityKnown(scope: Scope, model: TeamModel, reference: string): Entity {
  const entities = knownEntities(scope, model)
  const found = entities.find(({ id, shortId }) => shortId === reference || id === reference.toLowerCase())
  if (found) return found
  const near = nearest(
    reference,
    entities.map(({ shortId }) => shortId),
  )
  throw new NotFound(`There is no entity "${reference}"${near ? `; did you mean "${near}"?` : '.'}`)
}
