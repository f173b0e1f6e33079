import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { LookupGroup } from '../../attributes/references.ts'
import type { Procedure, TeamModel } from '../../model/types.ts'

type Found = Iterable<readonly [value: string, id: string]>

/**
 * The uuids of what is named, by name; what is not there is left out. Deleted things can't be referred to. The fences of `offset 0` hold the planner to
 * the primary keys: it would look through another index for each uuid where it has no statistics.
 */
export async function findReferenced(db: Reader, scope: Scope, model: TeamModel, group: LookupGroup): Promise<Found> {
  switch (group.kind) {
    case 'user':
      return group.values.flatMap((value) => {
        const user = group.by === 'id' ? model.users.get(value) : model.userByUsername.get(value)
        return user ? [[value, user.id] as const] : []
      })
    case 'state':
      return group.values.flatMap((value) => {
        const procedures = [...model.procedures.values()].filter(
          (each) => group.target === null || each.shortId === group.target,
        )
        const state = procedures
          .flatMap((each) => each.states)
          .find((each) => each.id === value || each.shortId === value)
        return state ? [[value, state.id] as const] : []
      })
    case 'process':
      return findProcesses(db, scope, group, targetProcedures(model, group))
    case 'record': {
      const entityId = group.target === null ? null : (model.entityByShortId.get(group.target)?.id ?? null)
      const { rows } = await sql<{ id: string }>`
        select id from (
          select record_id as id, entity_id, deleted_at from records
          where team_id = ${scope.teamId} and record_id = any(${group.values}::uuid[]) offset 0
        ) r
        where deleted_at is null and (${entityId}::uuid is null or entity_id = ${entityId}::uuid)`.execute(db)
      return rows.map(({ id }) => [id, id])
    }
    case 'task': {
      const { rows } = await sql<{ id: string }>`
        select t.id from unnest(${group.values}::uuid[]) as given (id)
        cross join lateral (
          select task_id as id, deleted_at from tasks where team_id = ${scope.teamId} and task_id = given.id offset 0
        ) t
        where t.deleted_at is null`.execute(db)
      return rows.map(({ id }) => [id, id])
    }
    case 'photo': {
      const { rows } = await sql<{ id: string }>`
        select photo_id as id from photos where team_id = ${scope.teamId} and photo_id = any(${group.values}::uuid[])`.execute(
        db,
      )
      return rows.map(({ id }) => [id, id])
    }
    case 'file':
      // only photos can be uploaded so far; a document is given by its address
      return []
  }
}

const targetProcedures = (model: TeamModel, { target }: LookupGroup): Procedure[] => {
  if (target === null) return [...model.procedures.values()]
  const procedure = model.procedureByShortId.get(target)
  return procedure ? [procedure] : []
}

async function findProcesses(db: Reader, scope: Scope, group: LookupGroup, procedures: Procedure[]): Promise<Found> {
  if (group.by === 'id') {
    const { rows } = await sql<{ id: string }>`
      select id from (
        select process_id as id, procedure_id, deleted_at from processes
        where team_id = ${scope.teamId} and process_id = any(${group.values}::uuid[]) offset 0
      ) p
      where deleted_at is null and procedure_id = any(${procedures.map((procedure) => procedure.id)}::uuid[])`.execute(
      db,
    )
    return rows.map(({ id }) => [id, id])
  }
  const attributeIds = procedures.flatMap((procedure) => (procedure.primaryKey ? [procedure.primaryKey.id] : []))
  const { rows } = await sql<{ value: string; id: string }>`
    select value, process_id as id from process_keys
    where team_id = ${scope.teamId} and attribute_id = any(${attributeIds}::uuid[]) and value = any(${group.values}::text[])`.execute(
    db,
  )
  return rows.map(({ value, id }) => [value, id])
}
