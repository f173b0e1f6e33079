import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { ConsentCategory } from './types.ts'

export interface StoredWords {
  stopWords: string[]
  startWords: string[]
  categories: ConsentCategory[]
}

/** Undefined: the team has the usual ones. */
export async function findConsentWords(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
): Promise<StoredWords | undefined> {
  const row = await db
    .selectFrom('consent_words')
    .select(['stop_words as stopWords', 'start_words as startWords', 'categories'])
    .where('team_id', '=', teamId)
    .executeTakeFirst()
  return row as StoredWords | undefined
}

export async function saveConsentWords(tx: Tx, { teamId }: Scope, words: StoredWords): Promise<void> {
  await sql`
    insert into consent_words (team_id, stop_words, start_words, categories, updated_at)
    values (${teamId}, ${words.stopWords}::text[], ${words.startWords}::text[], ${words.categories}::text[], now())
    on conflict (team_id) do update
    set stop_words = excluded.stop_words, start_words = excluded.start_words, categories = excluded.categories, updated_at = now()`.execute(
    tx,
  )
}

export async function deleteConsentWords(tx: Tx, { teamId }: Scope): Promise<void> {
  await tx.deleteFrom('consent_words').where('team_id', '=', teamId).execute()
}
