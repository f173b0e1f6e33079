import { isPlainObject, isStorable, Refusal, unstorable } from './taking.ts'

const deepest = 32
const mostNodes = 10_000
const mostCharacters = 100_000

/**
 * Walks a JSON value once and refuses what could not be stored, or would make every later reader slow: over 100,000 characters, 10,000
 * values or 32 levels. Everything behind it (schemas, formulas, the database) relies on these bounds.
 */
export function refuseUnboundedJson(input: unknown): Refusal | undefined {
  const left = { nodes: mostNodes, characters: mostCharacters }
  return walk(input, 0, left)
}

interface Left {
  nodes: number
  characters: number
}

function walk(value: unknown, depth: number, left: Left): Refusal | undefined {
  if (depth > deepest) return new Refusal('too_deep', `must be nested at most ${deepest} levels deep.`)
  if (--left.nodes < 0)
    return new Refusal('too_many', `must hold at most ${mostNodes.toLocaleString('en')} values in all.`)
  if (typeof value === 'string') return text(value, left)
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : notJson()
  if (Array.isArray(value)) {
    // By index, so that the holes of a sparse list are met too.
    for (let index = 0; index < value.length; index++) {
      const refused = walk(value[index], depth + 1, left)
      if (refused) return refused
    }
    return undefined
  }
  const prototype: unknown = isPlainObject(value) ? Object.getPrototypeOf(value) : undefined
  if (!isPlainObject(value) || (prototype !== Object.prototype && prototype !== null)) return notJson()
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return new Refusal('bad_key', 'must not hold a key named "__proto__".')
    const refused = text(key, left) ?? walk(value[key], depth + 1, left)
    if (refused) return refused
  }
  return undefined
}

function text(value: string, left: Left): Refusal | undefined {
  left.characters -= value.length
  if (left.characters < 0)
    return new Refusal('too_long', `must be at most ${mostCharacters.toLocaleString('en')} characters long in all.`)
  return isStorable(value) ? undefined : unstorable()
}

const notJson = () =>
  new Refusal('not_json', 'must be JSON: text, finite numbers, true, false, null, lists and objects.')
