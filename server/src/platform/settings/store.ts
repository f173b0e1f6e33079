import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'

/** Whose settings. */
export interface Owner {
  teamId: string
  userId: string
}

type Settings = Record<string, unknown>

export async function findSettings(db: Reader, { teamId, userId }: Owner): Promise<Settings> {
  const row = await db
    .selectFrom('user_settings')
    .select('settings')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return (row?.settings ?? {}) as Settings
}

/** The same, which nobody else changes until the transaction ends. */
export async function holdSettings(tx: Tx, { teamId, userId }: Owner): Promise<Settings> {
  const { rows } = await sql<{ settings: Settings }>`
    insert into user_settings (team_id, user_id, settings, updated_at) values (${teamId}, ${userId}, '{}', now())
    on conflict (team_id, user_id) do update set updated_at = now()
    returning settings`.execute(tx)
  return rows[0]?.settings ?? {}
}

export async function updateSettings(tx: Tx, { teamId, userId }: Owner, settings: Settings): Promise<void> {
  await tx
    .updateTable('user_settings')
    .set({ settings: JSON.stringify(settings) })
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .execute()
}
