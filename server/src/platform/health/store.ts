import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'

export async function answersQueries(db: Reader): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    // whatever is wrong with the database, the answer is no
    return false
  }
}
