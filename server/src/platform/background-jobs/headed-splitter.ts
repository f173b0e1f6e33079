import { BadInput } from '../../errors.ts'
import { type RawRow, RowSplitter } from './row-splitter.ts'

/** All that stands beside the rows may be so long. */
const longestHead = 64 * 1024

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b

/** Cuts the rows out of an object that says other things beside them, wherever among its keys they stand. */
export class HeadedSplitter {
  readonly #key: string
  readonly #rows: RowSplitter
  /** the body without its rows */
  #head = ''
  #place: 'before' | 'rows' | 'after' = 'before'
  #depth = 0
  #inString = false
  #escaped = false
  /** the last string of the object itself, while it may yet be a key */
  #string: number[] = []
  #isKey = false

  constructor(key: string, { largest, found }: { largest: number; found: (row: RawRow) => void }) {
    this.#key = key
    this.#rows = new RowSplitter({ kind: 'array' }, { largest, found, isPart: true })
  }

  /** @throws BadInput where the body is not of its shape */
  write(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#place === 'rows') {
        at += this.#rows.write(chunk.subarray(at))
        if (this.#rows.isAtEnd) this.#place = 'after'
      } else at = this.#readHead(chunk, at)
    }
  }

  /**
   * What stood beside the rows.
   * @throws BadInput where that is not valid JSON, or there were no rows
   */
  end(): Record<string, unknown> {
    if (this.#place === 'rows') this.#rows.end()
    const head = this.#parsed()
    if (head === null || typeof head !== 'object' || Array.isArray(head) || this.#place !== 'after') {
      throw new BadInput(`The body must be an object with its rows under "${this.#key}".`, {
        code: 'wrong_shape',
        path: this.#key,
        hint: `Send {…, "${this.#key}": [{…}, {…}]}.`,
      })
    }
    const { [this.#key]: _, ...fields } = head as Record<string, unknown>
    return fields
  }

  #parsed(): unknown {
    try {
      return JSON.parse(Buffer.from(this.#head, 'latin1').toString('utf8'))
    } catch (error) {
      throw new BadInput(`The body is not valid JSON beside its rows: ${(error as Error).message}`, {
        code: 'not_json',
      })
    }
  }

  /** Reads on to the rows or to the end of the chunk. Answers where to go on. */
  #readHead(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number
      if (this.#isRowsAt(byte)) {
        this.#keep('[]')
        this.#place = 'rows'
        return at
      }
      this.#follow(byte)
      this.#keep(String.fromCharCode(byte))
    }
    return chunk.length
  }

  #isRowsAt(byte: number): boolean {
    if (this.#place !== 'before' || this.#inString || byte !== openBracket || this.#depth !== 1) return false
    return this.#isKey && Buffer.from(this.#string).toString('utf8') === this.#key
  }

  #follow(byte: number): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false
      else if (byte === backslash) this.#escaped = true
      else if (byte === quote) this.#inString = false
      if (this.#inString && this.#depth === 1) this.#string.push(byte)
      return
    }
    const character = String.fromCharCode(byte)
    if (byte === quote) {
      this.#inString = true
      this.#string = []
      this.#isKey = false
    } else if (character === ':') this.#isKey = true
    else if (character === ',') this.#isKey = false
    else if (character === '{' || character === '[') this.#depth++
    else if (character === '}' || character === ']') this.#depth--
  }

  #keep(text: string): void {
    this.#head += text
    if (this.#head.length > longestHead) {
      throw new BadInput(`The body holds more than ${longestHead / 1024} kB beside its rows under "${this.#key}".`, {
        code: 'too_large',
      })
    }
  }
}
