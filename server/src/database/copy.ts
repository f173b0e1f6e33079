import { Readable } from 'node:stream'
import { CompiledQuery } from 'kysely'
import type { Tx } from './database.ts'

/** The only value of a `copy … from stdin`: the client of `database.ts` streams it into the statement. */
export class CopySource {
  readonly stream: Readable

  constructor(stream: Readable) {
    this.stream = stream
  }
}

/**
 * Runs a `copy … from stdin` in the transaction, of lines made by `copyLine`. An error of the source ends the statement, and with it the
 * transaction.
 */
export async function copyIn(tx: Tx, statement: string, source: Readable | string): Promise<void> {
  if (source === '') return
  const stream = typeof source === 'string' ? Readable.from([Buffer.from(source)]) : source
  await tx.executeQuery(CompiledQuery.raw(statement, [new CopySource(stream)]))
}

/** A value as COPY's text form has it: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
export function copyValue(value: string | number | Date | null): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? escaped(value) : value.toISOString()
}

const special = /[\\\n\r\t]/
const everySpecial = /[\\\n\r\t]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (text: string): string =>
  special.test(text) ? text.replace(everySpecial, (character) => escapes[character] ?? character) : text
