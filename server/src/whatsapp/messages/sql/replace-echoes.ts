import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'

const findPlugins = prepared<{ pluginId: string }>(
  'find-plugins-of-messages',
  `select distinct plugin_id as "pluginId" from chat_messages where team_id = $1 and chat_message_id = any($2::uuid[])`,
)

const findEchoes = prepared<{ id: string; externalId: string }>(
  'find-echoes',
  `select chat_message_id as id, external_id as "externalId" from chat_messages
   where team_id = $1 and plugin_id = $2 and external_id = any($3::text[]) and source_type = 'ECHO'`,
)

/** An echo may have come before Meta's answer to the very message: it gives way to the message that it is of. */
export async function replaceEchoes(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  settled: readonly { id: string; externalId: string | null }[],
): Promise<void> {
  const sent = new Map(settled.flatMap(({ id, externalId }) => (externalId ? [[externalId, id]] : [])))
  if (sent.size === 0) return
  for (const { pluginId } of await findPlugins(db, [teamId, [...sent.values()]])) {
    const echoes = (await findEchoes(db, [teamId, pluginId, [...sent.keys()]])).filter(
      ({ id, externalId }) => sent.get(externalId) !== id,
    )
    if (echoes.length === 0) continue
    await sql`
      with echo as (
        delete from chat_messages
        where team_id = ${teamId} and chat_message_id = any(${echoes.map(({ id }) => id)}::uuid[])
      )
      update chats c set last_message_id = e.message_id
      from unnest(${echoes.map(({ id }) => id)}::uuid[], ${echoes.map(({ externalId }) => sent.get(externalId))}::uuid[]) as e (id, message_id)
      where c.team_id = ${teamId} and c.last_message_id = e.id`.execute(db)
  }
}
