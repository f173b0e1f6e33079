import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { BadInput } from '../../errors.ts'

const seconds = 10

/** For reading a list, whose conditions may make it look at all there is: it ends, also where somebody has millions. */
export async function withinTime<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await sql`select set_config('statement_timeout', ${`${seconds}s`}, true)`.execute(tx)
        return work(tx)
      })
  } catch (error) {
    if ((error as { code?: unknown }).code !== '57014') throw error
    throw new BadInput(`The list took more than ${seconds} seconds, since too much had to be looked at.`, {
      code: 'list_too_slow',
      path: 'where',
      hint: 'Add a condition that few match, such as a status, an assignee or a time.',
    })
  }
}
