import type { Problem } from '../../errors.ts'
import type { IngestionContext } from './ingestion-context.ts'
import { lookupsIn, type ReferenceLookup } from './references.ts'
import { Refusal } from './taking.ts'
import { typeOf } from './type-registry.ts'
import type { Attribute, StoredValue } from './types.ts'

/** The stored form (null: cleared) with the references in it that are still to be resolved; or what was wrong. */
export type Ingested = { value: StoredValue; lookups?: ReferenceLookup[] } | { problem: Problem }

/**
 * Reads one value for an attribute: leniently where the meaning is certain, else with a problem that names the attribute, what was
 * given and what would be right. Never throws. `null`, the empty list of a multi type, and `""` of a type that is not text clear.
 *
 * @example ingest(phoneNumber, '098765 43210', { timeZone: 'Asia/Kolkata', callingCode: '91' }) // { value: '+919876543210' }
 */
export function ingest(
  attribute: Attribute,
  input: unknown,
  context: IngestionContext,
  path = attribute.shortId,
): Ingested {
  const type = typeOf(attribute.type)
  if (isClearing(input, type.isText, type.isMulti)) return { value: null }
  const taken = type.take(input, attribute, context)
  if (taken instanceof Refusal) return { problem: problemOf(attribute, taken, path) }
  if (type.isMulti && Array.isArray(taken) && taken.length === 0) return { value: null }
  return withLookups(attribute, taken, path)
}

/** The same for one element of a multi type, as a condition names it; for other types it is `ingest`. */
export function ingestElement(attribute: Attribute, input: unknown, context: IngestionContext, path: string): Ingested {
  const { takeElement } = typeOf(attribute.type)
  if (!takeElement) return ingest(attribute, input, context, path)
  const taken = takeElement(input, attribute, context)
  return taken instanceof Refusal ? { problem: problemOf(attribute, taken, path) } : withLookups(attribute, taken, path)
}

function withLookups(attribute: Attribute, taken: StoredValue, path: string): Ingested {
  const lookups = lookupsIn(attribute, taken, path)
  return lookups ? { value: taken, lookups } : { value: taken }
}

function isClearing(input: unknown, isText: boolean, isMulti: boolean): boolean {
  return (
    input === null ||
    input === undefined ||
    (input === '' && !isText) ||
    (isMulti && Array.isArray(input) && input.length === 0)
  )
}

function problemOf(attribute: Attribute, { code, reason, hint, at }: Refusal, path: string): Problem {
  const where = at === undefined ? path : `${path}.${at}`
  const what = at === undefined ? attribute.shortId : `${attribute.shortId} (item ${at + 1})`
  return { code, message: `${what} ${reason}`, path: where, ...(hint && { hint }) }
}
