import type { Scope } from '../../scope.ts'
import type { TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'
import type { JobRow } from './job-row.ts'

/** Ids of the procedures of whose jobs a role sees every one, those that its own role asked for, or those that it asked for itself. */
export interface VisibleJobs {
  everyOf: readonly string[]
  roleOf: readonly string[]
  ownOf: readonly string[]
}

/**
 * A job shows the data of its rows, so it is seen by those who may import, and else by whoever asked for it; by others of the same role only
 * where that role reads every process of the procedure.
 */
export function visibleJobs({ role }: Pick<Scope, 'role'>, model: TeamModel): VisibleJobs {
  const readable = [...model.procedures.keys()].filter((id) => accessTo(role, id).read !== 'none')
  return {
    everyOf: role.permissions.includes('import') ? readable : [],
    roleOf: readable.filter((id) => accessTo(role, id).read === 'all'),
    ownOf: readable,
  }
}

export function isVisible(scope: Scope, model: TeamModel, job: JobRow): boolean {
  const { everyOf, roleOf, ownOf } = visibleJobs(scope, model)
  const isOwn =
    (scope.keyId !== null && job.keyId === scope.keyId) || (scope.userId !== null && job.userId === scope.userId)
  return (
    everyOf.includes(job.procedureId) ||
    (roleOf.includes(job.procedureId) && job.roleId === scope.role.id) ||
    (ownOf.includes(job.procedureId) && isOwn)
  )
}
