import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../scope.ts'
import type { ReachedProcedures } from './access.ts'

/**
 * The condition that a process `p` of a procedure is within a role's reach, as `isWithin` judges them one by one, for the stores that read many.
 * @param procedureId the column that names its procedure
 */
export function withinReach(
  scope: Scope,
  { all, pod, own }: ReachedProcedures,
  procedureId: string,
): RawBuilder<boolean> {
  const procedure = sql.ref(procedureId)
  const isOwn = sql`p.assigned_to = ${scope.userId}::uuid`
  return sql<boolean>`(
    ${procedure} = any(${all}::uuid[])
    or ${procedure} = any(${pod}::uuid[]) and (p.pod_id = any(${[...scope.podIds]}::uuid[]) or ${isOwn})
    or ${procedure} = any(${own}::uuid[]) and ${isOwn}
  )`
}
