import { Forbidden, NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { nearest } from '../attributes/nearest.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'
import type { Reach } from '../roles/types.ts'

/**
 * The procedure that a path names, by short id or uuid, if the role may read or write it.
 * @throws NotFound where there is none or the role sees none of it, Forbidden where it may read but not write
 */
export function procedureNamed(scope: Scope, model: TeamModel, name: string, purpose: 'read' | 'write'): Procedure {
  const procedure = model.procedureByShortId.get(name) ?? model.procedures.get(name.toLowerCase())
  const access = procedure && accessTo(scope.role, procedure.id)
  if (!procedure || access?.read === 'none') {
    const near = nearest(name, model.procedureByShortId.keys())
    throw new NotFound(
      `There is no procedure "${name}" that this key may see${near && near !== name ? `; did you mean "${near}"?` : '.'}`,
      {
        code: 'unknown_procedure',
        path: 'procedure',
        hint: 'GET /v1/ext/config lists the procedures and their short ids.',
      },
    )
  }
  if (purpose === 'write' && access?.write === 'none') {
    throw new Forbidden(`The role "${scope.role.name}" may read ${procedure.shortId} but not write it.`, {
      code: 'procedure_read_only',
      hint: 'Use a key whose role may write this procedure.',
    })
  }
  return procedure
}

/** Whether a process lies within a role's reach. */
export function isWithin(
  reach: Reach,
  scope: Scope,
  process: { assignedTo: string | null; podId: string | null },
): boolean {
  switch (reach) {
    case 'all':
      return true
    case 'pod':
      return isOwn(scope, process) || (process.podId !== null && scope.podIds.includes(process.podId))
    case 'own':
      return isOwn(scope, process)
    case 'none':
      return false
  }
}

const isOwn = (scope: Scope, process: { assignedTo: string | null }): boolean =>
  process.assignedTo !== null && process.assignedTo === scope.userId
