import { hash } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import type { Reader } from './database.ts'

const names = new Map<string, string>()

export const preparedName = (text: string): string | undefined => names.get(text)

type Run = (name: string, text: string, values: readonly unknown[]) => Promise<{ rows: unknown[] }>

const pools = new WeakMap<object, Run>()

/** Lets prepared statements on `db` go to its pool by the shortest way; those in a transaction go through the transaction. */
export function goDirectly(db: Reader, run: Run): void {
  pools.set(db, run)
}

/**
 * A statement on a hot path, prepared once a connection under its name. Only for statements whose best plan does not depend on the values:
 * after five runs PostgreSQL may settle on one plan for all of them.
 */
export function prepared<Row>(
  called: string,
  text: string,
): (db: Reader, values: readonly unknown[]) => Promise<Row[]> {
  const name = shortened(called)
  names.set(text, name)
  return async (db, values) => {
    const run = pools.get(db)
    const { rows } = await (run ? run(name, text, values) : db.executeQuery(CompiledQuery.raw(text, [...values])))
    return rows as Row[]
  }
}

/** PostgreSQL tells names apart by their first 63 characters. */
const shortened = (name: string): string =>
  name.length <= 63 ? name : `${name.slice(0, 46)}-${hash('sha256', name).slice(0, 16)}`
