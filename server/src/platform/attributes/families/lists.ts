import { Refusal, type Take, type Taken } from '../taking.ts'
import type { StoredValue } from '../types.ts'

/** Each element of a list may become a row of the filter side table, so lists are short. */
export const mostElements = 200

/** A CSV cell holds a list as JSON: that is how our own export writes it. */
function unpacked(input: unknown): unknown {
  if (typeof input !== 'string' || !input.trimStart().startsWith('[')) return input
  try {
    const parsed: unknown = JSON.parse(input)
    return Array.isArray(parsed) ? parsed : input
  } catch {
    // Not JSON after all: a single text that begins with a bracket.
    return input
  }
}

/**
 * The list form of a type: takes a list, a JSON text of one, or a single value.
 * `distinct` drops repetitions (choices, references); `split` takes `a, b` where, and only where, it cannot be one element itself.
 */
export function listOf(take: Take, { distinct = false, split = false } = {}): Take {
  return (input, attribute, context): Taken => {
    const given = unpacked(input)
    if (!Array.isArray(given)) {
      const single = take(given, attribute, context)
      if (!(single instanceof Refusal)) return [single]
      const parts = split && typeof given === 'string' && given.includes(',') ? given.split(',') : undefined
      const taken = parts?.map((part) => take(part.trim(), attribute, context))
      if (!taken || taken.some((element) => element instanceof Refusal)) return single
      return [...new Set(taken as StoredValue[])]
    }
    if (given.length > mostElements) {
      return new Refusal('too_many', `must hold at most ${mostElements} values, but ${given.length} were given.`)
    }
    const stored: StoredValue[] = []
    for (let index = 0; index < given.length; index++) {
      const element: unknown = given[index]
      if (element === null || element === undefined)
        return new Refusal('empty_element', 'must not hold null.', 'Leave the element out.', index)
      const taken = take(element, attribute, context)
      if (taken instanceof Refusal) return new Refusal(taken.code, taken.reason, taken.hint, index)
      stored.push(taken)
    }
    return distinct ? [...new Set(stored)] : stored
  }
}
