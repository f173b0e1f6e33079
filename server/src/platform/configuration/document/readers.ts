import type { Problem } from '../../../errors.ts'
import { nearest } from '../../attributes/nearest.ts'

/**
 * Reads one place of a document. What is wrong goes to `problems`, with the path at which it stands, and the answer is then undefined; so one
 * reading tells all that is wrong.
 */
export type Read<T> = (value: unknown, path: string, problems: Problem[]) => T | undefined

export type Taken<R> = R extends Read<infer T> ? T : never

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function refuse(problems: Problem[], path: string, expected: string, value: unknown): undefined {
  problems.push({
    code: 'wrong_type',
    message: `${path || 'The document'} must be ${expected}, not ${shown(value)}.`,
    path,
  })
  return undefined
}

export const text =
  (maxLength = 2_000): Read<string> =>
  (value, path, problems) => {
    // a YAML writer leaves out quotes: 91 for '91'
    const given = typeof value === 'number' ? String(value) : value
    if (typeof given !== 'string') return refuse(problems, path, 'text', value)
    if (given.length > maxLength) {
      problems.push({ code: 'too_long', message: `${path} is longer than ${maxLength} characters.`, path })
      return undefined
    }
    return given
  }

export const flag: Read<boolean> = (value, path, problems) =>
  typeof value === 'boolean' ? value : refuse(problems, path, 'true or false', value)

export const number: Read<number> = (value, path, problems) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(problems, path, 'a number', value)

export const integer =
  (minimum: number, maximum: number): Read<number> =>
  (value, path, problems) =>
    Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum
      ? (value as number)
      : refuse(problems, path, `a whole number from ${minimum} to ${maximum}`, value)

export const oneOf =
  <const T extends string>(allowed: readonly T[]): Read<T> =>
  (value, path, problems) => {
    if (allowed.includes(value as T)) return value as T
    const near = typeof value === 'string' ? nearest(value, allowed) : undefined
    problems.push({
      code: 'not_allowed',
      message: `${path} is ${shown(value)}, which is not known${near ? `; did you mean ${near}?` : '.'}`,
      path,
      hint: `Allowed: ${allowed.join(', ')}.`,
    })
    return undefined
  }

/** null says "none"; anything else is read. */
export const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value, path, problems) =>
    value === null ? null : read(value, path, problems)

export const json: Read<unknown> = (value) => value

export const list =
  <T>(read: Read<T>): Read<T[]> =>
  (value, path, problems) => {
    if (value === null) return []
    if (!Array.isArray(value)) return refuse(problems, path, 'a list', value)
    return value.flatMap((item, index) => read(item, `${path}.${index}`, problems) ?? [])
  }

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A map by short id or name; its order is the order of the things. */
export const mapOf =
  <T>(read: Read<T>): Read<Map<string, T>> =>
  (value, path, problems) => {
    if (value === null) return new Map()
    if (!isObject(value)) return refuse(problems, path, 'a map by short id', value)
    return new Map(
      Object.entries(value).flatMap(([key, item]): [string, T][] => {
        const taken = read(item, path ? `${path}.${key}` : key, problems)
        return taken === undefined ? [] : [[key, taken]]
      }),
    )
  }

type Fields = Record<string, Read<unknown>>
export type Given<F extends Fields> = { [K in keyof F]?: Taken<F[K]> }

/** An object of known fields, each of which may be left out. Nothing (`NEW:`) is an object without fields. */
export const object =
  <F extends Fields>(fields: F): Read<Given<F>> =>
  (value, path, problems) => {
    if (value === null) return {}
    if (!isObject(value)) return refuse(problems, path, `an object of ${Object.keys(fields).join(', ')}`, value)
    const taken: Record<string, unknown> = {}
    for (const [key, given] of Object.entries(value)) {
      const read = Object.hasOwn(fields, key) ? fields[key] : undefined
      const at = path ? `${path}.${key}` : key
      if (!read) {
        problems.push(unknownField(key, Object.keys(fields), at, path))
        continue
      }
      const field = given === undefined ? undefined : read(given, at, problems)
      if (field !== undefined) taken[key] = field
    }
    return taken as Given<F>
  }

function unknownField(key: string, known: readonly string[], at: string, path: string): Problem {
  const near = nearest(key, known)
  return {
    code: 'unknown_field',
    message: `${at} is not known: ${path ? `${path} has` : 'a document has'} no field ${key}${near ? `; did you mean ${near}?` : '.'}`,
    path: at,
    hint: `Fields: ${known.join(', ')}.`,
  }
}

/** A short form beside the full one: text where an object goes. */
export const shorthand =
  <T>(read: Read<T>, expand: (short: string) => unknown): Read<T> =>
  (value, path, problems) =>
    read(typeof value === 'string' ? expand(value) : value, path, problems)
