import type { IngestionContext } from './ingestion-context.ts'
import type { Attribute, StoredValue } from './types.ts'

/**
 * Why a value was not taken. A value and not an exception, because a bulk of 100,000 rows may refuse every one of them.
 * `reason` completes the sentence that begins with the attribute's short id: `must be a number, but "x" was given.`
 */
export class Refusal {
  readonly code: string
  readonly reason: string
  readonly hint: string | undefined
  /** index of the element, inside a list */
  readonly at: number | undefined

  constructor(code: string, reason: string, hint?: string, at?: number) {
    this.code = code
    this.reason = reason
    this.hint = hint
    this.at = at
  }
}

export type Taken = StoredValue | Refusal

/** Turns one non-empty input into the stored form, or refuses it. Never throws. */
export type Take = (input: unknown, attribute: Attribute, context: IngestionContext) => Taken

/** How an input is shown in an error: short, and never more than 40 characters of what a stranger sent. */
export function shown(input: unknown): string {
  if (typeof input === 'string') {
    return `"${input.length > 40 ? `${input.slice(0, 40).toWellFormed()}…` : input.toWellFormed()}"`.replaceAll(
      '\u0000',
      '\\u0000',
    )
  }
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'object' && input !== null) return 'an object'
  return String(input)
}

/** PostgreSQL's jsonb cannot hold U+0000 nor half a surrogate pair, so neither may pass any door. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

export const unstorable = () =>
  new Refusal(
    'bad_characters',
    'contains a NUL character or half of a surrogate pair, which no text may hold.',
    'Send valid Unicode without U+0000.',
  )

/** Numbers pass as text, because a spreadsheet writes 400076 where a person wrote "400076"; yes and no do not. */
export function asText(input: unknown): string | Refusal {
  if (typeof input === 'string') return isStorable(input) ? input : unstorable()
  if (typeof input === 'number' && Number.isFinite(input)) {
    const text = String(input)
    if (!text.includes('e')) return text
  }
  return new Refusal('not_text', `must be text, but ${shown(input)} was given.`)
}

/** Counts characters as people do (code points), and only where the cheap count is over the limit. */
export function isLongerThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  let count = 0
  for (const _ of text) if (++count > limit) return true
  return false
}

export const tooLong = (limit: number) =>
  new Refusal('too_long', `must be at most ${limit.toLocaleString('en')} characters long.`, 'Shorten it.')

export function isPlainObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}
