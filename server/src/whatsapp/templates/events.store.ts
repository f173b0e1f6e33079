import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { MetaComponent } from './meta.ts'

export interface NamedTemplate {
  id: string
  name: string
  language: string
}

/** A template as the webhooks' words left it. */
export interface Told {
  status: string
  category: string
  quality: string | null
  rejectedReason: string | null
  components: MetaComponent[]
  statusAt: Date | null
  categoryAt: Date | null
  qualityAt: Date | null
  componentsAt: Date | null
  readAt: Date
  isDeleted: boolean
}

/** Makes a row for a template that nobody read yet, so that what is told of it is kept until then; answers whether it was new. */
export async function ensureTemplate(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  { id, name, language }: NamedTemplate,
): Promise<boolean> {
  const { rows } = await sql`
    insert into templates (team_id, plugin_id, template_id, name, language, category, status, components, read_at, created_at, updated_at)
    values (${teamId}, ${pluginId}, ${id}, ${name}, ${language}, 'UTILITY', 'PENDING', '[]', 'epoch', now(), now())
    on conflict do nothing returning template_id`.execute(tx)
  return rows.length > 0
}

export async function lockTold(tx: Tx, { teamId }: Scope, pluginId: string, id: string): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select status, category, quality, rejected_reason as "rejectedReason", components, status_at as "statusAt", category_at as "categoryAt",
      quality_at as "qualityAt", components_at as "componentsAt", read_at as "readAt", deleted_at is not null as "isDeleted"
    from templates where team_id = ${teamId} and plugin_id = ${pluginId} and template_id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function writeTold(tx: Tx, { teamId }: Scope, pluginId: string, id: string, told: Told): Promise<void> {
  await sql`
    update templates set status = ${told.status}, category = ${told.category}, quality = ${told.quality},
      rejected_reason = ${told.rejectedReason}, components = ${JSON.stringify(told.components)}::jsonb, status_at = ${told.statusAt},
      category_at = ${told.categoryAt}, quality_at = ${told.qualityAt}, components_at = ${told.componentsAt},
      deleted_at = case when ${told.isDeleted} then coalesce(deleted_at, now()) end, updated_at = now()
    where team_id = ${teamId} and plugin_id = ${pluginId} and template_id = ${id}`.execute(tx)
}
