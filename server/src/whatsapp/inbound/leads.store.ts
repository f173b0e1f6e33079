import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

export const savepoint = (tx: Tx): Promise<unknown> => sql`savepoint leads`.execute(tx)
export const backToSavepoint = (tx: Tx): Promise<unknown> => sql`rollback to savepoint leads`.execute(tx)
export const releaseSavepoint = (tx: Tx): Promise<unknown> => sql`release savepoint leads`.execute(tx)
