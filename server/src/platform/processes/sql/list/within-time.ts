import { sql } from 'kysely'
import type { Database, Tx } from '../../../../database/database.ts'
import { BadInput } from '../../../../errors.ts'

const seconds = 10

/**
 * For a query that may have to look at every process of a procedure: it ends, also where somebody has millions.
 * @param joinsSets the sets to intersect may be large: they are merged or hashed, whatever the planner takes them for
 */
export async function withinTime<T>(
  db: Database,
  work: (tx: Tx) => Promise<T>,
  { joinsSets = false }: { joinsSets?: boolean } = {},
): Promise<T> {
  try {
    return await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        const nestedLoops = joinsSets ? sql`, set_config('enable_nestloop', 'off', true)` : sql``
        await sql`select set_config('statement_timeout', ${`${seconds}s`}, true) ${nestedLoops}`.execute(tx)
        return work(tx)
      })
  } catch (error) {
    if ((error as { code?: unknown }).code !== '57014') throw error
    throw new BadInput(`The list took more than ${seconds} seconds, since too many processes had to be looked at.`, {
      code: 'list_too_slow',
      path: 'where',
      hint: 'Add a condition that few processes match, such as a value of a filterable attribute, a state or an assignee.',
    })
  }
}
