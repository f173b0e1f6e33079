import { BadInput } from '../../errors.ts'

/**
 * How the rows lie in a body: in a bare array, in the array under the only key of an object, in that beside other keys, or each on a line of
 * its own.
 */
export type Shape = FlatShape | { kind: 'headed'; key: string }
export type FlatShape = { kind: 'array' } | { kind: 'object'; key: string } | { kind: 'lines' }

/** One row as it came. `bytes` is its text, or only the beginning where it is over the limit. */
export interface RawRow {
  bytes: Buffer
  /** where it began in the body */
  offset: number
  tooLarge: boolean
  /** the deepest nesting of lists and objects in it */
  depth: number
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const newline = 0x0a

const isSpace = (byte: number): boolean => byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09

/** How many bytes of a row over the limit are kept. */
const keptBytes = 200

type Place = 'opening' | 'first' | 'next' | 'row' | 'closing' | 'end'

/**
 * Cuts the rows out of a JSON body as its bytes come, without parsing them: it follows only strings and nesting, so that whoever gets a row must
 * parse it to know that it is valid. No more of the body than one row is ever held.
 */
export class RowSplitter {
  readonly #shape: FlatShape
  readonly #isPart: boolean
  readonly #largest: number
  readonly #found: (row: RawRow) => void
  /** the characters that must come, whitespace apart, before the first row and after the last */
  readonly #opening: Buffer
  readonly #closing: Buffer
  #place: Place
  #matched = 0
  /** bytes of the body before the present chunk */
  #before = 0

  #parts: Buffer[] = []
  #size = 0
  #offset = 0
  #depth = 0
  #deepest = 0
  #inString = false
  #escaped = false

  /**
   * @param largest the most bytes of a row that are kept whole
   * @param isPart whether the body goes on after the rows
   */
  constructor(
    shape: FlatShape,
    { largest, found, isPart = false }: { largest: number; found: (row: RawRow) => void; isPart?: boolean },
  ) {
    this.#shape = shape
    this.#isPart = isPart
    this.#largest = largest
    this.#found = found
    this.#opening = Buffer.from(shape.kind === 'object' ? `{"${shape.key}":[` : '[')
    this.#closing = Buffer.from(shape.kind === 'object' ? '}' : '')
    this.#place = shape.kind === 'lines' ? 'next' : 'opening'
  }

  /**
   * Answers how far it read: not to the end where the rows are a part of the body and end before.
   * @throws BadInput where the body is not of its shape
   */
  write(chunk: Buffer): number {
    let at = 0
    while (at < chunk.length) {
      if (this.#place === 'end' && this.#isPart) break
      if (this.#place === 'row') at = this.#readRow(chunk, at)
      else {
        const byte = chunk[at] as number
        if (isSpace(byte) && !this.#isInOpeningKey()) at++
        else at = this.#readBetween(byte, at)
      }
    }
    this.#before += at
    return at
  }

  get isAtEnd(): boolean {
    return this.#place === 'end'
  }

  /** @throws BadInput where the body ends too early */
  end(): void {
    if (this.#shape.kind === 'lines') {
      if (this.#place === 'row') this.#endRow()
      return
    }
    if (this.#place !== 'end' && this.#before === 0) {
      throw new BadInput('The body is empty.', { code: 'not_json', hint: this.#example() })
    }
    if (this.#place !== 'end') {
      throw new BadInput(`The body ends after ${this.#before} bytes, before its JSON is complete.`, {
        code: 'not_json',
        hint: 'Was it cut off on its way? Send it again in full.',
      })
    }
  }

  /** Whitespace counts within the quotes of the key that the rows stand under. */
  #isInOpeningKey(): boolean {
    return this.#place === 'opening' && this.#matched > 1 && this.#matched < this.#opening.length - 2
  }

  /** A byte outside of rows. Answers where to go on. */
  #readBetween(byte: number, at: number): number {
    switch (this.#place) {
      case 'opening':
        if (byte !== this.#opening[this.#matched]) throw this.#wrongShape()
        if (++this.#matched === this.#opening.length) this.#place = 'first'
        return at + 1
      case 'first':
      case 'next':
        if (this.#shape.kind !== 'lines') {
          if (byte === closeBracket && this.#place === 'first') return this.#endRows(at)
          if (byte === comma || byte === closeBracket || byte === closeBrace || byte === colon) {
            throw this.#unexpected(byte, at)
          }
        }
        this.#beginRow(at)
        return at
      case 'closing':
        if (byte !== closeBrace) {
          throw new BadInput(
            `The object in the body holds more than "${this.#key()}" (at byte ${this.#before + at}).`,
            {
              code: 'unknown_field',
              hint: this.#example(),
            },
          )
        }
        this.#place = 'end'
        return at + 1
      default:
        throw this.#unexpected(byte, at)
    }
  }

  #beginRow(at: number): void {
    this.#place = 'row'
    this.#parts = []
    this.#size = 0
    this.#offset = this.#before + at
    this.#depth = 0
    this.#deepest = 0
    this.#inString = false
    this.#escaped = false
  }

  /** Reads the row to its end or to that of the chunk. Answers where to go on. */
  #readRow(chunk: Buffer, from: number): number {
    let depth = this.#depth
    let inString = this.#inString
    let escaped = this.#escaped
    let at = from
    const isLine = this.#shape.kind === 'lines'
    for (; at < chunk.length; at++) {
      const byte = chunk[at] as number
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inString = false
        else if (byte === newline && isLine) break
      } else if (byte === quote) inString = true
      else if (byte === openBrace || byte === openBracket) {
        if (++depth > this.#deepest) this.#deepest = depth
      } else if (byte === closeBrace || byte === closeBracket) {
        if (depth === 0 && !isLine) break
        depth--
      } else if (byte === comma && depth === 0 && !isLine) break
      else if (byte === newline && isLine) break
    }
    this.#depth = depth
    this.#inString = inString
    this.#escaped = escaped
    this.#keep(chunk.subarray(from, at))
    if (at === chunk.length) return at
    const byte = chunk[at] as number
    if (byte === closeBrace && !isLine) throw this.#unexpected(byte, at)
    this.#endRow()
    return byte === closeBracket ? this.#endRows(at) : at + 1
  }

  #keep(bytes: Buffer): void {
    this.#size += bytes.length
    if (this.#size <= this.#largest) this.#parts.push(bytes)
    else if (this.#parts.length !== 1 || this.#parts[0]?.length !== keptBytes) {
      this.#parts = [Buffer.from(Buffer.concat([...this.#parts, bytes]).subarray(0, keptBytes))]
    }
  }

  #endRow(): void {
    const [only] = this.#parts
    const bytes = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts)
    this.#place = 'next'
    this.#parts = []
    this.#found({
      bytes,
      offset: this.#offset,
      tooLarge: this.#size > this.#largest,
      depth: this.#deepest,
    })
  }

  #endRows(at: number): number {
    this.#place = this.#closing.length > 0 ? 'closing' : 'end'
    return at + 1
  }

  #unexpected(byte: number, at: number): BadInput {
    const shown = byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : 'something'
    return new BadInput(
      `The body is not valid JSON: it has ${shown} at byte ${this.#before + at}, where none may stand.`,
      {
        code: 'not_json',
      },
    )
  }

  #wrongShape(): BadInput {
    const wanted = this.#shape.kind === 'object' ? `an object with the rows under "${this.#key()}"` : 'an array of rows'
    return new BadInput(`The body must be ${wanted}.`, { code: 'wrong_shape', hint: this.#example() })
  }

  #key(): string {
    return this.#shape.kind === 'object' ? this.#shape.key : ''
  }

  #example(): string {
    return this.#shape.kind === 'object'
      ? `Send {"${this.#key()}": [{…}, {…}]}.`
      : 'Send a bare array with one object a row: [{…}, {…}].'
  }
}
