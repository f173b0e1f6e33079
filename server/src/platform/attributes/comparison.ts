import type { Problem } from '../../errors.ts'
import { cutForIndex, indexScalar, maxIndexedLength } from './index-values.ts'
import { ingestElement } from './ingest.ts'
import type { IngestionContext } from './ingestion-context.ts'
import type { ReferenceLookup } from './references.ts'
import { isLongerThan, isStorable, shown } from './taking.ts'
import { typeOf } from './type-registry.ts'
import type { Attribute, AttributeType, IndexScalar, StoredValue } from './types.ts'

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'contains' | 'startsWith' | 'exists'

/** The right-hand side of a condition, ready for the side table. */
export interface Comparison {
  /** null: the condition asks for (or against) absence; only with `=`, `!=` and `in` */
  value: IndexScalar | null
  /** the whole value as the data holds it */
  stored: StoredValue
  /**
   * The index cannot tell this value from its neighbours (a text of 200 characters or more, a decimal of more digits than a double
   * holds): ask it for `>=` and `<=` in place of `>` and `<`, do not let it exclude for `!=`, and recheck on the data.
   */
  isCut: boolean
  /** resolve it, and compare with the uuid instead of `value` */
  lookup?: ReferenceLookup
}

const equality: readonly Operator[] = ['=', '!=', 'in', 'exists']
const order: readonly Operator[] = ['>', '>=', '<', '<=']
const search: readonly Operator[] = ['contains', 'startsWith']

/** The operators that mean something for a type; none where it cannot be filtered by. */
export function operatorsOf(type: AttributeType): readonly Operator[] {
  const { isFilterable, isOrdered, isSearchable } = typeOf(type)
  return isFilterable ? [...equality, ...(isOrdered ? order : []), ...(isSearchable ? search : [])] : []
}

/**
 * Reads one right-hand side with the same leniency as the value itself: an enum's label, a national phone number, a username. For a list
 * (`in`) call it once per element. For `exists` the value is true or false.
 */
export function comparisonValue(
  attribute: Attribute,
  operator: Operator,
  input: unknown,
  context: IngestionContext,
  path: string,
): { comparison: Comparison } | { problem: Problem } {
  const refused = refuseOperator(attribute, operator, path)
  if (refused) return { problem: refused }
  if (operator === 'exists') return asksForExistence(attribute, input, path)
  if (operator === 'contains' || operator === 'startsWith') return searchText(attribute, operator, input, path)
  if (input === null && !order.includes(operator)) return { comparison: { value: null, stored: null, isCut: false } }

  const ingested = ingestElement(withoutLimits(attribute), input, context, path)
  if ('problem' in ingested) return ingested
  const { value: stored, lookups } = ingested
  const scalar = stored === null ? undefined : indexScalar(attribute.type, stored)
  if (scalar === undefined) {
    return problem(
      attribute,
      path,
      'bad_comparison',
      `cannot be compared by ${operator} with ${shown(input)}.`,
      'Give one value; null asks for absence with = and !=.',
    )
  }
  const [lookup] = lookups ?? []
  const isCut = isIndistinct(attribute.type, stored)
  return { comparison: { value: scalar, stored, isCut, ...(lookup && { lookup }) } }
}

/** A condition looks for a value, it does not store one: limits that only matter for storing would hide what stands there already. */
function withoutLimits(attribute: Attribute): Attribute {
  const { minimum: _minimum, maximum: _maximum, maxLength: _maxLength, ...options } = attribute.options
  return { ...attribute, isUnique: false, options }
}

function isIndistinct(type: AttributeType, stored: StoredValue): boolean {
  if (typeof stored !== 'string') return false
  // Fifteen digits survive a double in both directions.
  return type === 'decimal' ? stored.replaceAll(/\D/g, '').length > 15 : isLongerThan(stored, maxIndexedLength - 1)
}

function refuseOperator(attribute: Attribute, operator: Operator, path: string): Problem | undefined {
  const type = typeOf(attribute.type)
  const known = operatorsOf(attribute.type)
  const say = (code: string, reason: string, hint: string) => problem(attribute, path, code, reason, hint).problem
  if (known.length === 0) {
    return say(
      'cannot_be_filtered',
      `is of type ${attribute.type}, by which no list can be filtered.`,
      'Filter by a shorter attribute.',
    )
  }
  if (!known.includes(operator)) {
    return say(
      'unknown_operator',
      `is of type ${attribute.type}, which has no operator ${operator}.`,
      `It has ${known.join(', ')}.`,
    )
  }
  if (search.includes(operator)) {
    if (attribute.isSearchable) return undefined
    return say('not_searchable', 'is not searchable.', `Set isSearchable on the attribute ${attribute.shortId}.`)
  }
  if (attribute.isFilterable) return undefined
  const isShort = type.isFilterableByDefault ? '' : ' Its first 200 characters are then indexed.'
  return say(
    'not_filterable',
    'is not filterable.',
    `Set isFilterable on the attribute ${attribute.shortId}, and it is indexed.${isShort}`,
  )
}

function asksForExistence(attribute: Attribute, input: unknown, path: string) {
  if (input === true || input === 'true') return { comparison: { value: true, stored: true, isCut: false } }
  if (input === false || input === 'false') return { comparison: { value: false, stored: false, isCut: false } }
  return problem(
    attribute,
    path,
    'bad_comparison',
    `must be asked for existence with true or false, but ${shown(input)} was given.`,
  )
}

/** Part of a value has no form of its own, so it is searched as given; of a phone number only what is stored of one is kept. */
function searchText(attribute: Attribute, operator: Operator, input: unknown, path: string) {
  const given = typeof input === 'number' ? String(input) : input
  const text = typeof given === 'string' && isStorable(given) ? given : ''
  const sought = attribute.type === 'phone' ? text.replaceAll(/[^\d+]/g, '') : text
  if (sought === '' || isLongerThan(sought, maxIndexedLength)) {
    return problem(
      attribute,
      path,
      'bad_comparison',
      `must be compared by ${operator} with text of 1 to ${maxIndexedLength} characters, but ${shown(input)} was given.`,
    )
  }
  return { comparison: { value: cutForIndex(sought), stored: sought, isCut: false } }
}

function problem(
  attribute: Attribute,
  path: string,
  code: string,
  reason: string,
  hint?: string,
): { problem: Problem } {
  return { problem: { code, message: `${attribute.shortId} ${reason}`, path, ...(hint && { hint }) } }
}
