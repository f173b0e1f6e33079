import type { TSchema } from 'typebox'
import { BadInput, NadiError } from '../../errors.ts'
import { explainValidation } from '../../http/explain-validation.ts'
import { readJsonText } from '../../http/json-body.ts'
import { checkBody } from '../../http/validation.ts'

/** Reads the text of a row by a schema, as the body of a single call would be read. */
export class RowReader<Row> {
  readonly #check: ReturnType<typeof checkBody>
  readonly #prepare: (row: unknown) => unknown

  /** @param prepare what is done with a row before it is checked */
  constructor(schema: TSchema, prepare: (row: unknown) => unknown = (row) => row) {
    this.#prepare = prepare
    this.#check = checkBody(schema)
  }

  read(text: string): Row | { error: NadiError } {
    try {
      return this.readValue(readJsonText(text, 'The row'))
    } catch (error) {
      if (error instanceof NadiError) return { error }
      throw error
    }
  }

  /** The same of a row whose text has been read already. */
  readValue(value: unknown): Row | { error: NadiError } {
    try {
      const row = this.#prepare(value)
      if (row === null || typeof row !== 'object' || Array.isArray(row)) {
        return {
          error: new BadInput('The row must be an object.', { code: 'wrong_type', hint: 'Send {"data": {…}}.' }),
        }
      }
      const flaws = this.#check(row)
      return flaws ? { error: new BadInput(explainValidation(flaws, 'row')) } : (row as Row)
    } catch (error) {
      if (error instanceof NadiError) return { error }
      throw error
    }
  }
}
