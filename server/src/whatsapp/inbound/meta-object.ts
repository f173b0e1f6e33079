import type { MetaObject } from './types.ts'

/** Meta adds fields as it likes, and may leave out what it used to send: nothing about an event is taken for granted. */
export const objectOf = (value: unknown): MetaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as MetaObject) : {}

export const objectsOf = (value: unknown): MetaObject[] => (Array.isArray(value) ? value.map(objectOf) : [])

/** Text, or a number as text; '' for anything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** Meta's times are seconds since 1970, as text or number. */
export function timeOf(value: unknown, otherwise: Date): Date {
  const seconds = Number(textOf(value) || Number.NaN)
  // a time that can't be is none: PostgreSQL would refuse it, and a chat would stay at its top for ever
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds * 1000 > otherwise.getTime() + dayMs) return otherwise
  return new Date(seconds * 1000)
}

const dayMs = 86_400_000

/** Meta writes ids as numbers here and there; of one with 16 digits or more JavaScript may keep another number. */
const greatNumber = /[[:,]\s*-?\d{16}/

const unstorable = /\\u0000|\\u[dD][89a-fA-F]/

/**
 * Parses JSON into what PostgreSQL can keep: without NUL and halves of characters. Whole numbers that JavaScript can't hold become text.
 * @throws SyntaxError
 */
export function parseStorable(text: string): unknown {
  const value: unknown = greatNumber.test(text) ? JSON.parse(text, asWritten) : JSON.parse(text)
  return unstorable.test(text) || !text.isWellFormed() ? storable(value) : value
}

function asWritten(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isGreat = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
  return isGreat ? source : value
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed()
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]))
}
