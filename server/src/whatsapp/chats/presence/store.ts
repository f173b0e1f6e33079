import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

type Team = Pick<Scope, 'teamId'>

export interface PresenceRow {
  teamId: string
  chatId: string
  userId: string
  since: Date
  isTyping: boolean
}

const counts = sql`seen_at > now() - interval '20 seconds'`
const columns = sql`team_id as "teamId", chat_id as "chatId", user_id as "userId", since, is_typing as "isTyping"`

export async function keepPresence(
  db: Reader,
  { teamId }: Team,
  { chatId, userId, isTyping }: Pick<PresenceRow, 'chatId' | 'userId' | 'isTyping'>,
): Promise<void> {
  await sql`
    insert into chat_presence as p (team_id, chat_id, user_id, since, seen_at, is_typing)
    values (${teamId}, ${chatId}, ${userId}, now(), now(), ${isTyping})
    on conflict (team_id, chat_id, user_id) do update set
      since = case when p.seen_at > now() - interval '20 seconds' then p.since else excluded.since end, seen_at = excluded.seen_at, is_typing = excluded.is_typing`.execute(
    db,
  )
}

export async function removePresence(db: Reader, { teamId }: Team, chatId: string, userId: string): Promise<void> {
  await sql`
    delete from chat_presence where team_id = ${teamId} and chat_id = ${chatId} and user_id = ${userId}`.execute(db)
}

/** Whoever came first stands first. */
export async function findPresent(db: Reader, { teamId }: Team, chatId: string): Promise<PresenceRow[]> {
  const { rows } = await sql<PresenceRow>`
    select ${columns} from chat_presence where team_id = ${teamId} and chat_id = ${chatId} and ${counts}
    order by since, user_id`.execute(db)
  return rows
}

/** All who are in any chat of these teams. */
export async function findAllPresent(db: Reader, teamIds: readonly string[]): Promise<PresenceRow[]> {
  const { rows } = await sql<PresenceRow>`
    select ${columns} from chat_presence where team_id = any (${[...teamIds]}::uuid[]) and ${counts}
    order by since, user_id`.execute(db)
  return rows
}

export async function removeOld(db: Reader, { teamId }: Team): Promise<void> {
  await sql`
    delete from chat_presence where team_id = ${teamId} and seen_at < now() - interval '1 minute'`.execute(db)
}
