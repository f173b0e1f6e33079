import type { Reader } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'

/** A part of a statement that writes one table: `$1` … in its SQL are its own columns, which follow the statement's. */
export interface Part<Row> {
  name: string
  sql: string
  /** one array for each of its columns; the part is left out of the statement where they are empty */
  columns(rows: readonly Row[]): unknown[][]
}

/**
 * A statement with parts that are often not needed. PostgreSQL starts each part of a statement even when it has nothing to write, which is most of
 * the cost of changing a single row; so each combination of parts that comes up is a prepared statement of its own.
 * @param main the last of its `with` parts and what follows them, with `$1` … for its own values, of which the first is the team
 * @param width how many values of its own it has
 */
export function assembled<Row>(name: string, main: string, width: number, parts: readonly Part<Row>[]) {
  const statements = new Map<string, ReturnType<typeof prepared>>()
  return async (db: Reader, values: readonly unknown[], rows: readonly Row[]): Promise<void> => {
    const needed = parts
      .map((part) => ({ part, columns: part.columns(rows) }))
      .filter(({ columns }) => columns[0]?.length)
    // PostgreSQL tells statements apart by the first 63 characters of their names
    const key = `${name}-${parts.map((part) => (needed.some((each) => each.part === part) ? 1 : 0)).join('')}`
    const run = statements.get(key) ?? prepared(key, textOf(main, width, needed))
    statements.set(key, run)
    await run(db, [...values, ...needed.flatMap(({ columns }) => columns)])
  }
}

function textOf<Row>(
  main: string,
  width: number,
  needed: readonly { part: Part<Row>; columns: unknown[][] }[],
): string {
  let before = width
  const withs = needed.map(({ part, columns }) => {
    // $0 is the team, the statement's first value
    const sql = part.sql.replace(/\$(\d+)/g, (_, column) => (column === '0' ? '$1' : `$${before + Number(column)}`))
    before += columns.length
    return `${part.name} as (${sql})`
  })
  return `with ${[...withs, main].join(', ')}`
}
