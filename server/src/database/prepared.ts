import { CompiledQuery } from 'kysely'
import type { Reader } from './database.ts'

const names = new Map<string, string>()

export const preparedName = (text: string): string | undefined => names.get(text)

/**
 * A statement on a hot path, prepared once a connection under its name. Only for statements whose best plan does not depend on the values:
 * after five runs PostgreSQL may settle on one plan for all of them.
 */
export function prepared<Row>(name: string, text: string): (db: Reader, values: readonly unknown[]) => Promise<Row[]> {
  names.set(text, name)
  return async (db, values) => (await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows
}
