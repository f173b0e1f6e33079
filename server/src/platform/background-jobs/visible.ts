import { isOwn, type Scope } from '../../scope.ts'
import type { TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'
import type { JobRow } from './job-row.ts'

export interface VisibleJobs {
  /** ids of the procedures of which the role sees nothing; of one that was deleted whoever asked still sees how their job ended */
  noneOf: readonly string[]
  /** of the others, every job; else only those that were asked for in one's own name */
  every: boolean
  /** ids of the procedures of which the role sees also what others of the same role asked for */
  roleOf: readonly string[]
  /** those that send messages */
  sends: boolean
}

/**
 * A job shows the data of its rows, so it is seen by those who may import, and else by whoever asked for it; by others of the same role only
 * where that role reads every process of the procedure.
 */
export function visibleJobs({ role }: Pick<Scope, 'role'>, model: TeamModel): VisibleJobs {
  const reading = (reach: string) => [...model.procedures.keys()].filter((id) => accessTo(role, id).read === reach)
  return {
    noneOf: reading('none'),
    every: role.permissions.includes('import'),
    roleOf: reading('all'),
    sends: sendsBulk(role),
  }
}

/** A job as far as it is known: of one whose role is not, others of that role don't see it. */
type KnownJob = Pick<JobRow, 'procedureId' | 'userId' | 'keyId'> & { roleId: string | null }

export function isVisible(scope: Scope, model: TeamModel, job: KnownJob): boolean {
  const { noneOf, every, roleOf, sends } = visibleJobs(scope, model)
  if (job.procedureId !== null && noneOf.includes(job.procedureId)) return false
  const isTheirs = isOwn(scope, job)
  if (job.procedureId === null) return sends || isTheirs
  return every || isTheirs || (roleOf.includes(job.procedureId) && job.roleId === scope.role.id)
}

export const sendsBulk = ({ permissions }: Pick<Scope['role'], 'permissions'>): boolean =>
  permissions.includes('messages.send_bulk')
