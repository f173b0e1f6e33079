import { createHash } from 'node:crypto'
import { BadInput } from '../../../errors.ts'
import { isPlainObject } from '../../attributes/taking.ts'
import type { IndexScalar } from '../../attributes/types.ts'

/** After which row a page begins. */
export interface Position {
  /** the value that the list is ordered by; null among the processes without one, and where that is the time itself */
  key: IndexScalar | null
  /** epoch milliseconds; of creation, or of deletion in a list of deleted processes */
  at: number
  id: string
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Positions as callers see them: opaque, and good only for the list that they were made for. A position that somebody makes up moves only within
 * what they may see, so it is checked for its form and not signed.
 */
export class Cursors {
  readonly #list: string

  /** @param list all that makes a list the same one: its procedure, conditions and order */
  constructor(list: unknown) {
    this.#list = createHash('sha256').update(canonical(list)).digest('base64url').slice(0, 12)
  }

  write({ key, at, id }: Position): string {
    return Buffer.from(JSON.stringify([this.#list, key, at, id])).toString('base64url')
  }

  /** @throws BadInput where it is no cursor, or one of another list */
  read(cursor: string): Position {
    const [list, key, at, id, ...rest] = parse(cursor)
    const isPosition =
      (key === null || ['string', 'number', 'boolean'].includes(typeof key)) &&
      Number.isSafeInteger(at) &&
      Math.abs(at as number) < 8.64e15 &&
      typeof id === 'string' &&
      uuidForm.test(id)
    if (typeof list !== 'string' || !isPosition || rest.length > 0) {
      throw new BadInput('"cursor" is not one that a list answered.', {
        code: 'bad_cursor',
        path: 'cursor',
        hint: 'Send the _meta.nextCursor of the page before as it is; leave it out for the first page.',
      })
    }
    if (list !== this.#list) {
      throw new BadInput('"cursor" belongs to a list with another where or another orderBy.', {
        code: 'cursor_of_another_list',
        path: 'cursor',
        hint: 'Repeat the where and orderBy of the page before, or leave the cursor out to start anew.',
      })
    }
    return { key: key as Position['key'], at: at as number, id }
  }
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    // not JSON: no cursor of ours
    return []
  }
}

/** JSON in which the order of keys makes no difference. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each) => (isPlainObject(each) ? Object.fromEntries(Object.entries(each).sort()) : each))
