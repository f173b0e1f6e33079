import { IANAZone } from 'luxon'
import { BadInput, type Problem } from '../../errors.ts'
import { ingest } from '../attributes/ingest.ts'
import { nearest } from '../attributes/nearest.ts'
import type { AttributeType } from '../attributes/types.ts'
import type { Named, TeamModel } from './types.ts'

/** Reads the fields of a request one by one and gathers what is wrong with them, so that all of it is told at once. */
export class FieldReader {
  readonly #model: TeamModel
  readonly #problems: Problem[] = []

  constructor(model: TeamModel) {
    this.#model = model
  }

  /** A value of one of the attribute types, in its stored form; null where it was blank or refused. */
  value(field: string, type: AttributeType, input: unknown, path = field): string | null {
    const read = ingest({ ...plain, shortId: field, type }, input, this.#model.context, path)
    if ('problem' in read) {
      this.#problems.push(read.problem)
      return null
    }
    return (read.value || null) as string | null
  }

  /** A time, as epoch milliseconds; null where it was refused. */
  instant(field: string, input: string): number | null {
    const read = ingest({ ...plain, shortId: field, type: 'datetime' }, input, this.#model.context)
    if ('value' in read) return read.value as number | null
    this.#problems.push(read.problem)
    return null
  }

  text(field: string, input: string): string | null {
    return this.value(field, 'text', input.trim())
  }

  /** JSON merged into what is there, key by key; null clears a key. */
  merged(field: string, current: Record<string, unknown>, input: Record<string, unknown>): Record<string, unknown> {
    const merged = Object.entries({ ...current, ...input }).filter(([, value]) => value !== null)
    const read = ingest({ ...plain, shortId: field, type: 'json' }, Object.fromEntries(merged), this.#model.context)
    if ('value' in read) return read.value as Record<string, unknown>
    this.#problems.push(read.problem)
    return current
  }

  timezone(field: string, input: string): string | null {
    const text = input.trim()
    if (text === '' || IANAZone.isValidZone(text)) return text || null
    this.refuse({
      code: 'unknown_time_zone',
      message: `"${field}" must be a time zone like Asia/Kolkata, but "${text}" is none.`,
      path: field,
    })
    return null
  }

  /** Pods or skills by uuid or name, each once. */
  named(field: string, kind: string, known: ReadonlyMap<string, Named>, references: readonly string[]): string[] {
    const all = [...known.values()]
    const ids = references.flatMap((reference, index) => {
      const id = known.get(reference)?.id ?? all.find(({ name }) => name === reference)?.id
      if (id) return [id]
      const near = nearest(
        reference,
        all.map(({ name }) => name),
      )
      this.refuse({
        code: `unknown_${kind}`,
        message: `There is no ${kind} "${reference}"${near ? `; did you mean "${near}"?` : '.'}`,
        path: `${field}.${index}`,
      })
      return []
    })
    return [...new Set(ids)]
  }

  refuse(problem: Problem): void {
    this.#problems.push(problem)
  }

  /** Runs what throws BadInput, and gathers its problems with the others. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      this.#problems.push(...error.problems)
      return undefined
    }
  }

  /** @throws BadInput where anything was wrong */
  finish(): void {
    if (this.#problems.length > 0) throw new BadInput(this.#problems)
  }
}

const plain = {
  id: '',
  name: '',
  options: {},
  isRequired: false,
  isUnique: false,
  isFilterable: false,
  isSearchable: false,
  defaultValue: null,
  formula: null,
} as const
