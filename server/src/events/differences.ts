import { isDeepStrictEqual } from 'node:util'

/** The fields in which `after` differs from `before`, with both values: what an event of a change carries. */
export function differences<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const was: Partial<T> = {}
  const is: Partial<T> = {}
  for (const key of Object.keys(after) as (keyof T)[]) {
    if (key === 'updatedAt' || isDeepStrictEqual(before[key], after[key])) continue
    was[key] = before[key]
    is[key] = after[key]
  }
  return { before: was, after: is }
}
