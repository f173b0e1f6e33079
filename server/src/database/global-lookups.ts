import { sql } from 'kysely'
import type { Reader } from './database.ts'

/**
 * The look-ups that cannot name a team first, because they find it. No other query may leave team_id out; the check for that lets this file
 * through and nothing else.
 */

export interface KeyOwner {
  teamId: string
  keyId: string
}

export async function findKeyOwner(db: Reader, keyHash: Buffer): Promise<KeyOwner | undefined> {
  const { rows } = await sql<KeyOwner>`
    select team_id as "teamId", key_id as "keyId" from api_key_directory where key_hash = ${keyHash}`.execute(db)
  return rows[0]
}

/** Answers false where that key is in use, by whichever team. */
export async function claimKeyHash(db: Reader, keyHash: Buffer, owner: KeyOwner): Promise<boolean> {
  const { rows } = await sql`
    insert into api_key_directory (key_hash, team_id, key_id) values (${keyHash}, ${owner.teamId}, ${owner.keyId})
    on conflict do nothing returning key_id`.execute(db)
  return rows.length === 1
}

export async function findTeamId(db: Reader, shortId: string): Promise<string | undefined> {
  const { rows } = await sql<{ teamId: string }>`
    select team_id as "teamId" from team_directory where short_id = ${shortId}`.execute(db)
  return rows[0]?.teamId
}

/** Answers false where another team has that short id. */
export async function claimTeamShortId(db: Reader, shortId: string, teamId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into team_directory (short_id, team_id) values (${shortId}, ${teamId})
    on conflict do nothing returning team_id`.execute(db)
  return rows.length === 1
}

export async function listTeams(db: Reader): Promise<{ shortId: string; teamId: string }[]> {
  const { rows } = await sql<{ shortId: string; teamId: string }>`
    select short_id as "shortId", team_id as "teamId" from team_directory order by short_id`.execute(db)
  return rows
}

export async function findTeamOfPlugin(db: Reader, pluginId: string): Promise<string | undefined> {
  const { rows } = await sql<{ teamId: string }>`
    select team_id as "teamId" from plugin_directory where plugin_id = ${pluginId}`.execute(db)
  return rows[0]?.teamId
}

export async function registerPlugin(db: Reader, pluginId: string, teamId: string): Promise<void> {
  await sql`insert into plugin_directory (plugin_id, team_id) values (${pluginId}, ${teamId})`.execute(db)
}

export interface WaitingPlugin {
  teamId: string
  pluginId: string
}

/**
 * The plugins whose inbound events wait to be worked on, however many do: the index is entered once for each plugin. It passes by events that
 * are to be tried again later.
 */
export async function listWaitingPlugins(db: Reader): Promise<WaitingPlugin[]> {
  const { rows } = await sql<WaitingPlugin>`
    with recursive waiting as (
      (select team_id, plugin_id from inbound_events where status = 'RECEIVED' order by team_id, plugin_id limit 1)
      union all
      select next.* from waiting w cross join lateral (
        select e.team_id, e.plugin_id from inbound_events e
        where e.status = 'RECEIVED' and (e.team_id, e.plugin_id) > (w.team_id, w.plugin_id)
        order by e.team_id, e.plugin_id limit 1
      ) next
    )
    select w.team_id as "teamId", w.plugin_id as "pluginId" from waiting w
    where exists (
      select from inbound_events e
      where e.team_id = w.team_id and e.plugin_id = w.plugin_id and e.status = 'RECEIVED' and (e.try_after is null or e.try_after <= now()))`.execute(
    db,
  )
  return rows
}

export interface Person {
  teamId: string
  userId: string
}

/**
 * The people who sign in by that name, of whichever team or of one.
 * @param username in small letters
 */
export async function findPeopleCalled(db: Reader, username: string, teamId?: string): Promise<Person[]> {
  const ofTeam = teamId === undefined ? sql`` : sql`and team_id = ${teamId}`
  const { rows } = await sql<Person>`
    select team_id as "teamId", user_id as "userId" from users
    where lower(username) = ${username} and deleted_at is null and is_active ${ofTeam}
    order by created_at, user_id limit 10`.execute(db)
  return rows
}
