import type { TSchema } from 'typebox'
import { BadInput, NadiError } from '../../errors.ts'
import { explainValidation } from '../../http/explain-validation.ts'
import { readJsonText } from '../../http/json-body.ts'
import { compileValidator } from '../../http/validation.ts'

type Validator = ((value: unknown) => boolean) & { errors?: Parameters<typeof explainValidation>[0] | null }

/** Reads the text of a row by a schema, as the body of a single call would be read. */
export class RowReader<Row> {
  readonly #isValid: Validator
  readonly #prepare: (row: unknown) => unknown

  /** @param prepare what is done with a row before it is checked */
  constructor(schema: TSchema, prepare: (row: unknown) => unknown = (row) => row) {
    this.#prepare = prepare
    const route = { schema, httpPart: 'body', method: '', url: '' }
    this.#isValid = compileValidator(route) as Validator
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
      if (this.#isValid(row)) return row as Row
      return { error: new BadInput(explainValidation(this.#isValid.errors ?? [], 'row')) }
    } catch (error) {
      if (error instanceof NadiError) return { error }
      throw error
    }
  }
}
