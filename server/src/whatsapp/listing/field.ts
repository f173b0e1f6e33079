import { type RawBuilder, sql } from 'kysely'
import type { Problem } from '../../errors.ts'
import { asInstant } from '../../platform/attributes/families/times.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import { isStorable, shown } from '../../platform/attributes/taking.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { uuidForm } from '../../uuid.ts'

export type Fragment = RawBuilder<unknown>

/** A value as SQL compares it, or what is wrong with it. */
export type Read<Value = unknown> = { value: Value } | { problem: Omit<Problem, 'path'> }

/** One thing that lists are filtered by. */
export interface Field {
  read(value: unknown, model: TeamModel): Read
  /** the rows whose value is one of these */
  isIn(values: readonly unknown[]): Fragment
  isPresent: Fragment
  /** only where values have an order */
  compares?: (operator: '<' | '<=' | '>' | '>=', value: unknown) => Fragment
}

const wrong = (code: string, message: string, hint?: string): Read => ({
  problem: { code, message, ...(hint && { hint }) },
})

/** One of a few words, in either case. */
export const choice = (column: Fragment, name: string, known: readonly string[]): Field => ({
  read: (value) => {
    const text = typeof value === 'string' ? value.trim().toUpperCase() : ''
    if (known.includes(text)) return { value: text }
    const near = nearest(text, known)
    return wrong(
      'no_such_value',
      `${name} must be one of ${known.join(', ')}, but ${shown(value)} was given${near ? `; did you mean "${near}"?` : '.'}`,
    )
  },
  isIn: (values) => sql`${column} = any(${values}::text[])`,
  isPresent: sql`${column} is not null`,
})

/** @param find the uuid of what somebody names in another way */
export const uuid = (
  column: Fragment,
  name: string,
  { is, find = () => undefined }: { is: string; find?: (model: TeamModel, given: string) => string | undefined },
): Field => ({
  read: (value, model) => {
    const text = typeof value === 'string' ? value.trim() : ''
    if (uuidForm.test(text)) return { value: text.toLowerCase() }
    const found = find(model, text)
    return found ? { value: found } : wrong('no_such_value', `${name} must be ${is}, but ${shown(value)} was given.`)
  },
  isIn: (values) => sql`${column} = any(${values}::uuid[])`,
  isPresent: sql`${column} is not null`,
})

export const userNamed = (model: TeamModel, name: string): string | undefined =>
  model.userByUsername.get(name.toLowerCase())?.id

/** Text that is compared as it stands, such as an id of Meta. */
export const exactText = (column: Fragment, name: string): Field => ({
  read: (value) => {
    const text = typeof value === 'number' ? String(value) : value
    return typeof text === 'string' && isStorable(text)
      ? { value: text.trim() }
      : wrong('not_text', `${name} must be text, but ${shown(value)} was given.`)
  },
  isIn: (values) => sql`${column} = any(${values}::text[])`,
  isPresent: sql`${column} is not null`,
})

export const time = (column: Fragment, name: string): Field => ({
  read: (value, model) => {
    const instant = asInstant(value, model.context)
    return typeof instant === 'number'
      ? { value: new Date(instant) }
      : wrong(instant.code, `${name} ${instant.reason}`, instant.hint)
  },
  isIn: (values) => sql`${column} = any(${values}::timestamptz[])`,
  isPresent: sql`${column} is not null`,
  compares: (operator, value) => sql`${column} ${sql.raw(operator)} ${value}::timestamptz`,
})

export const whole = (column: Fragment, name: string): Field => ({
  read: (value) => {
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
    return typeof number === 'number' && Number.isInteger(number) && Math.abs(number) < 2 ** 31
      ? { value: number }
      : wrong('not_an_integer', `${name} must be a whole number, but ${shown(value)} was given.`)
  },
  isIn: (values) => sql`${column} = any(${values}::integer[])`,
  isPresent: sql`${column} is not null`,
  compares: (operator, value) => sql`${column} ${sql.raw(operator)} ${value}::integer`,
})

/** True or false, each told in a way that an index can answer. */
export const flag = (name: string, { yes, no }: { yes: Fragment; no: Fragment }): Field => ({
  read: (value) => {
    const text = String(value).toLowerCase()
    return text === 'true' || text === 'false'
      ? { value: text === 'true' }
      : wrong('not_a_boolean', `${name} must be true or false, but ${shown(value)} was given.`)
  },
  isIn: (values) => {
    const sides = [...(values.includes(true) ? [yes] : []), ...(values.includes(false) ? [no] : [])]
    return sides.length === 1 ? (sides[0] as Fragment) : sql`${sides.length === 2}::boolean`
  },
  isPresent: sql`true`,
})
