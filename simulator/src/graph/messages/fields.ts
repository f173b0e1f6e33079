import { badParam, GraphError, invalidParameter } from '../../graph-error.ts'

interface Length {
  min?: number
  max?: number
}

/** An object within a request, read strictly: what is missing, of a wrong type or not known is refused in Meta's words. */
export class Fields {
  readonly path: string
  readonly #values: Record<string, unknown>

  /** @param known the keys that may stand in it; any other is refused */
  constructor(value: unknown, path: string, known: readonly string[]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw badParam(`Param ${path} must be a JSON object.`)
    }
    this.path = path
    this.#values = value as Record<string, unknown>
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) throw badParam(`Unexpected key "${key}" on param "${path}".`)
    }
  }

  at(key: string): string {
    return `${this.path}['${key}']`
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined && this.#values[key] !== null
  }

  value(key: string): unknown {
    return this.#values[key]
  }

  required(key: string): unknown {
    if (!this.has(key)) throw badParam(`The parameter ${this.at(key)} is required.`)
    return this.#values[key]
  }

  text(key: string, { min = 1, max }: Length = {}): string {
    const value = this.required(key)
    if (typeof value !== 'string') throw badParam(`Param ${this.at(key)} must be a string.`)
    const length = [...value].length
    if (length < min) throw badParam(`Param ${this.at(key)} must be at least ${min} character(s) long.`)
    if (max !== undefined && length > max)
      throw badParam(`Param ${this.at(key)} must be at most ${max} characters long.`)
    return value
  }

  optionalText(key: string, length: Length = {}): string | undefined {
    return this.has(key) ? this.text(key, length) : undefined
  }

  choice<Option extends string>(key: string, options: readonly Option[]): Option {
    return choice(this.required(key), this.at(key), options)
  }

  flag(key: string): boolean | undefined {
    const value = this.#values[key]
    if (value === undefined || value === null || value === 'true' || value === 'false') return value === 'true'
    if (typeof value !== 'boolean') throw badParam(`Param ${this.at(key)} must be a boolean.`)
    return value
  }

  number(key: string, { min, max }: Length): number {
    const value = this.required(key)
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof number !== 'number' || Number.isNaN(number)) throw badParam(`Param ${this.at(key)} must be a number.`)
    if ((min !== undefined && number < min) || (max !== undefined && number > max)) {
      throw badParam(`Param ${this.at(key)} must be a number between ${min} and ${max}.`)
    }
    return number
  }

  list(key: string, { min = 0, max = 1_000 }: Length = {}): unknown[] {
    const value = this.required(key)
    if (!Array.isArray(value)) throw badParam(`Param ${this.at(key)} must be an array.`)
    if (value.length < min) throw badParam(`Param ${this.at(key)} must contain at least ${min} element(s).`)
    if (value.length > max) throw badParam(`Param ${this.at(key)} must contain at most ${max} elements.`)
    return value
  }

  fields(key: string, known: readonly string[]): Fields {
    return new Fields(this.required(key), this.at(key), known)
  }

  optionalFields(key: string, known: readonly string[]): Fields | undefined {
    return this.has(key) ? this.fields(key, known) : undefined
  }

  /** Each element of a list, as an object. */
  each(key: string, known: readonly string[], length: Length = {}): Fields[] {
    return this.list(key, length).map((value, index) => new Fields(value, `${this.at(key)}[${index}]`, known))
  }
}

export function choice<Option extends string>(value: unknown, path: string, options: readonly Option[]): Option {
  const found = options.find((option) => option === (typeof value === 'string' ? value.toLowerCase() : value))
  if (!found) {
    const known = options.map((option) => option.toUpperCase()).join(', ')
    throw badParam(`Param ${path} must be one of {${known}} - got "${String(value)}".`)
  }
  return found
}

/** What Meta says of titles and texts of interactive messages that are too long, too short or the same. */
export function invalidInteractive(details: string): GraphError {
  const { error } = invalidParameter(details).body
  return new GraphError(400, { ...error, error_subcode: 2494010 })
}
