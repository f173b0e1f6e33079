import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Scope } from '../../scope.ts'
import type { MetaTemplate } from '../graph/calls/templates.ts'
import type { Template } from './types.ts'

const columns = `template_id as "id", plugin_id as "pluginId", name, language, category, status, parameter_format as "parameterFormat",
  components, quality, rejected_reason as "rejectedReason", process_mapping as "processMapping", read_at as "readAt",
  created_at as "createdAt", updated_at as "updatedAt"`

const selectNamed = prepared<Template>(
  'find-templates-named',
  `select ${columns} from templates
   where team_id = $1 and plugin_id = $2 and name = $3 and deleted_at is null order by language`,
)

/** A name in all its languages. */
export const findNamed = (db: Reader, { teamId }: Scope, pluginId: string, name: string): Promise<Template[]> =>
  selectNamed(db, [teamId, pluginId, name])

const selectOne = prepared<Template>(
  'find-template',
  `select ${columns} from templates
   where team_id = $1 and plugin_id = $2 and template_id = $3 and deleted_at is null`,
)

export async function findTemplate(
  db: Reader,
  { teamId }: Scope,
  pluginId: string,
  templateId: string,
): Promise<Template | undefined> {
  return (await selectOne(db, [teamId, pluginId, templateId]))[0]
}

/** The same, held until the transaction ends. */
export async function lockTemplate(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  templateId: string,
): Promise<Template | undefined> {
  const { rows } = await sql<Template>`
    select ${sql.raw(columns)} from templates
    where team_id = ${teamId} and plugin_id = ${pluginId} and template_id = ${templateId} and deleted_at is null
    for update`.execute(tx)
  return rows[0]
}

export interface Wanted {
  search: string | undefined
  status: string | undefined
  category: string | undefined
  language: string | undefined
  after: { name: string; language: string } | undefined
  limit: number
}

/** By name and language. */
export async function findTemplates(
  db: Reader,
  { teamId }: Scope,
  pluginId: string,
  { search, status, category, language, after, limit }: Wanted,
): Promise<Template[]> {
  const like = search === undefined ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Template>`
    select ${sql.raw(columns)} from templates
    where team_id = ${teamId} and plugin_id = ${pluginId} and deleted_at is null
      and (${like}::text is null or name ilike ${like} or components::text ilike ${like})
      and (${status ?? null}::text is null or status = ${status ?? null})
      and (${category ?? null}::text is null or category = ${category ?? null})
      and (${language ?? null}::text is null or language = ${language ?? null})
      and (${after?.name ?? null}::text is null or (name, language) > (${after?.name ?? ''}, ${after?.language ?? ''}))
    order by name, language limit ${limit}`.execute(db)
  return rows
}

/** Which plugins of the team have a template of that id. */
export async function findPluginsOf(db: Reader, { teamId }: Scope, templateId: string): Promise<string[]> {
  const { rows } = await sql<{ pluginId: string }>`
    select plugin_id as "pluginId" from templates
    where team_id = ${teamId} and template_id = ${templateId} and deleted_at is null order by plugin_id`.execute(db)
  return rows.map(({ pluginId }) => pluginId)
}

/**
 * Writes what was read from Meta at `readAt`. What a webhook told later than that stays. `whole`: nothing else is there; a name: nothing else
 * of that name; null: only these are known of.
 */
export async function writeTemplates(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  {
    templates,
    readAt,
    scope,
  }: { templates: readonly MetaTemplate[]; readAt: Date; scope: 'whole' | { name: string } | null },
): Promise<void> {
  const ids = templates.map(({ id }) => id)
  const name = scope !== null && scope !== 'whole' ? scope.name : null
  // also those that were made anew under the same name: theirs is another id
  await sql`
    update templates set deleted_at = ${readAt}, updated_at = now()
    where team_id = ${teamId} and plugin_id = ${pluginId} and deleted_at is null and not (template_id = any(${ids}::text[]))
      and ((${scope !== null} and created_at <= ${readAt} and (${name}::text is null or name = ${name}))
        or (name, language) in (
          select n.name, n.language from unnest(${templates.map((each) => each.name)}::text[],
            ${templates.map((each) => each.language)}::text[]) as n (name, language)))`.execute(tx)
  await sql`
    insert into templates as t (team_id, plugin_id, template_id, name, language, category, status, parameter_format, components, quality,
      rejected_reason, read_at, created_at, updated_at)
    select ${teamId}::uuid, ${pluginId}::uuid, m.id, m.name, m.language, m.category, m.status, coalesce(m.parameter_format, 'POSITIONAL'),
      coalesce(m.components, '[]'), m.quality_score ->> 'score', nullif(m.rejected_reason, 'NONE'), ${readAt}::timestamptz, now(), now()
    from jsonb_to_recordset(${JSON.stringify(templates)}::jsonb) as m (id text, name text, language text, category text, status text,
      parameter_format text, components jsonb, quality_score jsonb, rejected_reason text)
    on conflict (team_id, plugin_id, template_id) do update set
      name = excluded.name, language = excluded.language, parameter_format = excluded.parameter_format,
      category = case when t.category_at > excluded.read_at then t.category else excluded.category end,
      status = case when t.status_at > excluded.read_at then t.status else excluded.status end,
      rejected_reason = case when t.status_at > excluded.read_at then t.rejected_reason else excluded.rejected_reason end,
      quality = case when t.quality_at > excluded.read_at then t.quality else excluded.quality end,
      components = excluded.components, read_at = excluded.read_at,
      deleted_at = case when t.deleted_at > excluded.read_at then t.deleted_at end,
      updated_at = case
        when (t.category, t.status, t.parameter_format, t.components, t.quality, t.rejected_reason, t.deleted_at)
          is not distinct from (excluded.category, excluded.status, excluded.parameter_format, excluded.components, excluded.quality,
            excluded.rejected_reason, null)
        then t.updated_at else now() end`.execute(tx)
}

export async function markRead(tx: Tx, { teamId }: Scope, pluginId: string, readAt: Date): Promise<void> {
  await sql`
    insert into template_reads (team_id, plugin_id, read_at) values (${teamId}, ${pluginId}, ${readAt})
    on conflict (team_id, plugin_id) do update set read_at = greatest(template_reads.read_at, excluded.read_at)`.execute(
    tx,
  )
}

export async function findReadAt(db: Reader, { teamId }: Scope, pluginId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ readAt: Date }>`
    select read_at as "readAt" from template_reads where team_id = ${teamId} and plugin_id = ${pluginId}`.execute(db)
  return rows[0]?.readAt
}

export async function markDeleted(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  by: { name: string | null; templateId: string | null },
): Promise<void> {
  await sql`
    update templates set deleted_at = now(), updated_at = now()
    where team_id = ${teamId} and plugin_id = ${pluginId} and deleted_at is null
      and (${by.name}::text is null or name = ${by.name}) and (${by.templateId}::text is null or template_id = ${by.templateId})`.execute(
    tx,
  )
}

export async function writeMapping(
  tx: Tx,
  { teamId }: Scope,
  { pluginId, id }: Template,
  mapping: Readonly<Record<string, string>>,
): Promise<void> {
  await sql`
    update templates set process_mapping = ${JSON.stringify(mapping)}::jsonb, updated_at = now()
    where team_id = ${teamId} and plugin_id = ${pluginId} and template_id = ${id}`.execute(tx)
}
