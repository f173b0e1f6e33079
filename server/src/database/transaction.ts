import type { Scope } from '../scope.ts'
import type { Database, Tx } from './database.ts'

const attempts = 4

/**
 * Runs `work` in one transaction: the request's own where it has one, else a new one. A new one that PostgreSQL ended to break a deadlock
 * (40P01) or a serialisation conflict (40001) is run again, so `work` must have no effect outside the database.
 */
export async function inTransaction<T>(
  db: Database,
  scope: Pick<Scope, 'transaction'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (scope.transaction) return work(scope.transaction)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const code = (error as { code?: unknown }).code
      if (attempt === attempts || (code !== '40P01' && code !== '40001')) throw error
    }
  }
}

/** Runs `work` in a transaction of its own that is taken back in the end: what it answers is what would have happened. */
export async function undone<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().execute()
  try {
    return await work(tx)
  } finally {
    await tx.rollback().execute()
  }
}
