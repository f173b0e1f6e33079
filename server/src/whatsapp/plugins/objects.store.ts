import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { ObjectKind } from './objects.ts'

export interface KnownObject {
  pluginId: string
  kind: ObjectKind
}

/** The plugins, not deleted, that an object is known to belong to. */
export async function findOwners(db: Reader, { teamId }: Scope, objectId: string): Promise<KnownObject[]> {
  const { rows } = await sql<KnownObject>`
    select o.plugin_id as "pluginId", o.kind
    from plugin_objects o join plugins p on p.team_id = o.team_id and p.plugin_id = o.plugin_id
    where o.team_id = ${teamId} and o.object_id = ${objectId} and p.deleted_at is null
    order by p.created_at, o.plugin_id`.execute(db)
  return rows
}

export async function insertObjects(
  db: Reader,
  { teamId }: Scope,
  { pluginId, kind, ids }: { pluginId: string; kind: ObjectKind; ids: readonly string[] },
): Promise<void> {
  await sql`
    insert into plugin_objects (team_id, plugin_id, object_id, kind, created_at)
    select ${teamId}::uuid, ${pluginId}::uuid, id, ${kind}, now() from unnest(${[...ids]}::text[]) as o (id)
    on conflict do nothing`.execute(db)
}

export async function deleteObject(db: Reader, { teamId }: Scope, objectId: string): Promise<void> {
  await sql`delete from plugin_objects where team_id = ${teamId} and object_id = ${objectId}`.execute(db)
}
