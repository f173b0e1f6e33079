import type { Readable } from 'node:stream'
import { CompiledQuery } from 'kysely'
import type { Tx } from './database.ts'

/** The only value of a `copy … from stdin`: the client of `database.ts` streams it into the statement. */
export class CopySource {
  readonly stream: Readable

  constructor(stream: Readable) {
    this.stream = stream
  }
}

/** Runs a `copy … from stdin` in the transaction. An error of the source ends the statement, and with it the transaction. */
export async function copyIn(tx: Tx, statement: string, source: Readable): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(statement, [new CopySource(source)]))
}
