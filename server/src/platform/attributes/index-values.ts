import { typeOf } from './type-registry.ts'
import type { Attribute, AttributeType, IndexScalar, StoredValue } from './types.ts'

/** B-tree rows of PostgreSQL end at 2.7 kB, so the side table holds the first 200 characters of a text and queries recheck the rest. */
export const maxIndexedLength = 200

/** The first 200 code points: a cut never leaves half of a surrogate pair. */
export function cutForIndex(text: string): string {
  if (text.length <= maxIndexedLength) return text
  let cut = ''
  let count = 0
  for (const character of text) {
    if (count++ === maxIndexedLength) return cut
    cut += character
  }
  return text
}

/** One scalar as the index holds it. Decimals are indexed as numbers, so that 9 sorts before 10; what digits that loses, a recheck finds. */
export function indexScalar(type: AttributeType, value: StoredValue): IndexScalar | undefined {
  if (typeof value === 'string') return type === 'decimal' ? Number(value) : cutForIndex(value)
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

/**
 * What of a stored value goes into the filter side table: one scalar, one per distinct element of a list, nothing where the attribute is
 * not filterable or has no value.
 */
export function indexValues(attribute: Attribute, value: StoredValue | undefined): IndexScalar[] {
  if (value === null || value === undefined || !attribute.isFilterable || !typeOf(attribute.type).isFilterable)
    return []
  if (!Array.isArray(value)) {
    const scalar = indexScalar(attribute.type, value)
    return scalar === undefined ? [] : [scalar]
  }
  const scalars = new Set<IndexScalar>()
  for (const element of value) {
    const scalar = indexScalar(attribute.type, element)
    if (scalar !== undefined) scalars.add(scalar)
  }
  return [...scalars]
}
