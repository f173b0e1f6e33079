import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Procedure } from '../../model/types.ts'

/** Processes written since then that stand in a state which is no more move to the default state. */
export async function moveOutOfGoneStates(tx: Tx, scope: Scope, procedure: Procedure, since: Date): Promise<void> {
  const { id, status } = procedure.defaultState
  await sql`
    update processes set state_id = ${id}, status = ${status}, version = version + 1, updated_at = now()
    where team_id = ${scope.teamId} and procedure_id = ${procedure.id} and updated_at >= ${since}
      and state_id <> all(${procedure.states.map((state) => state.id)}::uuid[])`.execute(tx)
}
