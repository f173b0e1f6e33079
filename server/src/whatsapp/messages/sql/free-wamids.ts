import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'

const findPlugins = prepared<{ pluginId: string }>(
  'find-plugins-of-messages',
  `select distinct plugin_id as "pluginId" from chat_messages where team_id = $1 and chat_message_id = any($2::uuid[])`,
)

const findHolders = prepared<{ id: string; externalId: string; isEcho: boolean }>(
  'find-holders-of-wamids',
  `select chat_message_id as id, external_id as "externalId", source_type = 'ECHO' as "isEcho" from chat_messages
   where team_id = $1 and plugin_id = $2 and external_id = any($3::text[])`,
)

/** A wamid that stands at another message than the one which Meta's answer is about. */
interface Taken {
  /** who has it */
  holder: string
  /** whose it is */
  owner: string
  isEcho: boolean
}

/**
 * Makes room for the wamids that Meta has answered. One may stand elsewhere already: with an echo that came before the answer to the very message, or
 * with another message of the same callback data, to which a status gave it that came before the answer. Both give way to the answer.
 */
export async function freeWamids(
  db: Reader,
  team: Pick<Scope, 'teamId'>,
  settled: readonly { id: string; externalId: string | null }[],
): Promise<void> {
  const sent = new Map(settled.flatMap(({ id, externalId }) => (externalId ? [[externalId, id]] : [])))
  if (sent.size === 0) return
  for (const { pluginId } of await findPlugins(db, [team.teamId, [...sent.values()]])) {
    const holders = await findHolders(db, [team.teamId, pluginId, [...sent.keys()]])
    const taken = holders.flatMap(({ id, externalId, isEcho }): Taken[] => {
      const owner = sent.get(externalId)
      return owner === undefined || owner === id ? [] : [{ holder: id, owner, isEcho }]
    })
    await dropEchoes(
      db,
      team,
      taken.filter(({ isEcho }) => isEcho),
    )
    await giveBack(
      db,
      team,
      taken.filter(({ isEcho }) => !isEcho),
    )
  }
}

async function dropEchoes(db: Reader, { teamId }: Pick<Scope, 'teamId'>, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return
  const echoes = taken.map(({ holder }) => holder)
  await sql`
    with echo as (
      delete from chat_messages where team_id = ${teamId} and chat_message_id = any(${echoes}::uuid[])
    )
    update chats c set last_message_id = e.message_id
    from unnest(${echoes}::uuid[], ${taken.map(({ owner }) => owner)}::uuid[]) as e (id, message_id)
    where c.team_id = ${teamId} and c.last_message_id = e.id`.execute(db)
}

/** What was told under the wamid was told of its owner; of the holder nothing is known yet. */
async function giveBack(db: Reader, { teamId }: Pick<Scope, 'teamId'>, taken: readonly Taken[]): Promise<void> {
  for (const { holder, owner } of taken) {
    const { rows } = await sql<Record<string, unknown>>`
      with held as (
        select chat_message_id, external_id, delivery_status, errors, sent_at, delivered_at, read_at, failed_at from chat_messages
        where team_id = ${teamId} and chat_message_id = ${holder} for update
      ), freed as (
        update chat_messages m set external_id = null, errors = null, sent_at = null, delivered_at = null, read_at = null, failed_at = null,
          delivery_status = case when m.sending_by is null then 'UNCONFIRMED' else 'PENDING' end, updated_at = now()
        from held where m.team_id = ${teamId} and m.chat_message_id = held.chat_message_id
        returning held.*
      )
      select * from freed`.execute(db)
    const [told] = rows
    if (!told) continue
    await sql`
      update chat_messages set external_id = ${told.external_id}, delivery_status = ${told.delivery_status},
        errors = ${told.errors === null ? null : JSON.stringify(told.errors)}::jsonb, sent_at = ${told.sent_at}, delivered_at = ${told.delivered_at},
        read_at = ${told.read_at}, failed_at = ${told.failed_at}, updated_at = now()
      where team_id = ${teamId} and chat_message_id = ${owner} and delivery_status in ('PENDING', 'UNCONFIRMED')`.execute(
      db,
    )
  }
}
