import type { Problem } from '../../errors.ts'
import { type AttributeSet, unknownAttribute } from './attribute-set.ts'
import { ingest } from './ingest.ts'
import type { IngestionContext } from './ingestion-context.ts'
import type { ReferenceLookup } from './references.ts'
import { isPlainObject, shown } from './taking.ts'
import type { Attribute, StoredValue } from './types.ts'

export interface IngestDataOptions {
  mode: 'create' | 'update'
  /** where the object stands in the request; `data` where it is not given */
  path?: string
  /** short ids that the caller fills itself, such as a primary key numbered by the team's sequence: not missed at creation */
  suppliedByCaller?: ReadonlySet<string>
}

export interface IngestedData {
  /** what is set, in stored form, defaults included at creation; never null */
  values: Record<string, StoredValue>
  /** short ids of what an update clears */
  cleared: string[]
  /** to be resolved and placed into `values` before they are stored */
  lookups: ReferenceLookup[]
  /** everything that is wrong; if there is anything, nothing may be stored */
  problems: Problem[]
}

/** An object with more wrong in it than this was not meant for these attributes; the rest of the list would help nobody. */
const mostProblems = 50

/**
 * Reads a whole `data` object. All problems are collected, so that a caller mends them at once. Derived attributes are not computed
 * here: an update first merges with what stands there (`derive`).
 */
export function ingestData(
  set: AttributeSet,
  input: unknown,
  context: IngestionContext,
  options: IngestDataOptions,
): IngestedData {
  const path = options.path ?? 'data'
  const ingested: IngestedData = { values: {}, cleared: [], lookups: [], problems: [] }
  const { values, cleared, lookups, problems } = ingested
  const isCreation = options.mode === 'create'

  if (input !== undefined && input !== null && !isPlainObject(input)) {
    problems.push({
      code: 'not_an_object',
      message: `${path} must be an object of attributes, but ${shown(input)} was given.`,
      path,
      hint: 'Such as {"city": "Pune"}.',
    })
    return ingested
  }
  for (const shortId in input ?? {}) {
    if (problems.length >= mostProblems) return ingested
    const attribute = set.byShortId.get(shortId)
    const at = `${path}.${shortId}`
    if (!attribute) {
      problems.push(unknownAttribute(set, shortId, at))
      continue
    }
    if (attribute.formula !== null) {
      problems.push(isDerived(attribute, at))
      continue
    }
    const given = input?.[shortId]
    if (given === undefined) continue
    const result = ingest(attribute, given, context, at)
    if ('problem' in result) problems.push(result.problem)
    else if (result.value !== null) {
      values[shortId] = result.value
      if (result.lookups) lookups.push(...result.lookups)
    } else if (!isCreation) {
      if (attribute.isRequired) problems.push(isMissing(attribute, at, 'cannot be cleared, because it is required'))
      else cleared.push(shortId)
    }
  }
  if (isCreation) fillDefaults(set, input ?? {}, ingested)
  if (isCreation && problems.length < mostProblems) findMissing(set, ingested, path, options.suppliedByCaller)
  return ingested
}

/** A default stands in for what was not mentioned; who sends null wants no value. */
function fillDefaults(set: AttributeSet, input: Record<string, unknown>, { values }: IngestedData): void {
  for (const { shortId, defaultValue } of set.withDefault) {
    if (!Object.hasOwn(input, shortId)) values[shortId] = structuredClone(defaultValue) as StoredValue
  }
}

function findMissing(
  set: AttributeSet,
  { values, problems }: IngestedData,
  path: string,
  supplied: ReadonlySet<string> | undefined,
): void {
  for (const attribute of set.required) {
    const at = `${path}.${attribute.shortId}`
    if (Object.hasOwn(values, attribute.shortId) || supplied?.has(attribute.shortId)) continue
    // What was given wrongly has its own problem already, and is not missing too.
    if (problems.some((problem) => problem.path === at || problem.path?.startsWith(`${at}.`))) continue
    problems.push(isMissing(attribute, at, 'is required'))
  }
}

function isMissing(attribute: Attribute, path: string, reason: string): Problem {
  return {
    code: 'required',
    message: `${attribute.shortId} ${reason}.`,
    path,
    hint: `Give a value for ${attribute.name}.`,
  }
}

function isDerived(attribute: Attribute, path: string): Problem {
  return {
    code: 'derived_attribute',
    message: `${attribute.shortId} is derived by a formula and takes no value.`,
    path,
    hint: 'Leave it out; it is computed from the other attributes.',
  }
}
