import type { AttributeSet } from './attribute-set.ts'
import { ingest } from './ingest.ts'
import type { IngestionContext } from './ingestion-context.ts'
import { isPlainObject } from './taking.ts'
import type { Attribute, StoredValue } from './types.ts'

export interface Derived {
  /** every derived attribute; null where it has no value */
  values: Record<string, StoredValue>
  /** formulas that failed on values that were there, to be shown to who models */
  failures: { shortId: string; reason: string }[]
}

/**
 * Computes all derived attributes of one object, in the order of their dependencies. Each result is ingested through its attribute's own type.
 *
 * A formula that reads an attribute without a value may handle that (`coalesce`, `== null`); where it does not, the result is null and no
 * failure: a lead without an amount has no instalment. A formula that fails on values that are there gives null, and a reason.
 */
export function derive(
  set: AttributeSet,
  data: Readonly<Record<string, StoredValue>>,
  context: IngestionContext,
): Derived {
  const derived: Derived = { values: {}, failures: [] }
  if (set.derived.length === 0) return derived
  const known: Record<string, StoredValue | undefined> = { ...data }
  for (const { attribute } of set.derived) known[attribute.shortId] = null
  for (const { attribute, formula } of set.derived) {
    const { shortId } = attribute
    const fail = (reason: string) => derived.failures.push({ shortId, reason })
    derived.values[shortId] = null
    if (!('evaluate' in formula)) {
      fail(formula.reason)
      continue
    }
    const result = formula.evaluate(known)
    if ('reason' in result) {
      const isForLack = formula.uses.some((name) => known[name] === null || known[name] === undefined)
      if (!isForLack) fail(result.reason)
      continue
    }
    const ingested = ingest(attribute, rounded(attribute, toJson(result.value)), context)
    if ('problem' in ingested) fail(ingested.problem.message)
    else if (ingested.lookups) fail(`${shortId} names things, which a formula cannot.`)
    else {
      derived.values[shortId] = ingested.value
      known[shortId] = ingested.value
    }
  }
  return derived
}

/** CEL's integers are bigints and its moments are dates; all else is JSON already, or is refused by the type that it should become. */
function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.getTime()
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [String(key), toJson(each)]))
  if (Array.isArray(value)) return value.map(toJson)
  if (isPlainObject(value) && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJson(each)]))
  }
  return value
}

/** A person who sends too many digits is told; a formula that makes them (10 / 3) is rounded to the scale of its attribute. */
function rounded(attribute: Attribute, value: unknown): unknown {
  const { scale } = attribute.options
  return attribute.type === 'decimal' && typeof value === 'number' && Math.abs(value) < 1e21
    ? value.toFixed(scale ?? 10)
    : value
}
