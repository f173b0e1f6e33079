import type { Problem } from '../../errors.ts'
import { isUuid, nameOf, type ReferenceKind, type ReferenceName, referenceKindOf } from './families/references.ts'
import type { Attribute, StoredValue } from './types.ts'

export type { ReferenceKind } from './families/references.ts'

/**
 * One reference that was given and is still to be found. Ingestion cannot ask the database; so it hands these out, the caller resolves those of
 * many rows with one query per group, and `placeReferences` writes the uuids where they belong.
 */
export interface ReferenceLookup {
  kind: ReferenceKind
  by: 'id' | ReferenceName
  /** lower case where it is a uuid or a username */
  value: string
  /** short id of the procedure, entity or state task that it must belong to */
  target: string | null
  /** where it was given, for errors */
  path: string
  /** where it stands in the data: `values[shortId]`, or `values[shortId][index]` */
  shortId: string
  index: number | null
}

/** References that one query can resolve. */
export interface LookupGroup {
  kind: ReferenceKind
  by: 'id' | ReferenceName
  target: string | null
  /** distinct */
  values: string[]
}

type Sought = Pick<ReferenceLookup, 'kind' | 'by' | 'value' | 'target'>

/** The name of a look-up in the map of what was found. */
export const lookupKey = ({ kind, by, value, target }: Sought): string => `${kind} ${by} ${target ?? ''} ${value}`

/** The references in a value that ingestion has just taken; undefined where there are none, which is the usual case. */
export function lookupsIn(attribute: Attribute, taken: StoredValue, path: string): ReferenceLookup[] | undefined {
  const kind = referenceKindOf(attribute.type)
  if (!kind) return undefined
  const target = attribute.options.target ?? null
  const lookup = (value: StoredValue, index: number | null): ReferenceLookup[] => {
    if (typeof value !== 'string') return []
    const by = isUuid(value) ? 'id' : nameOf(kind)
    // A file that lives elsewhere on the web: an address, nothing to look up.
    if (!by) return []
    return [
      { kind, by, value, target, path: index === null ? path : `${path}.${index}`, shortId: attribute.shortId, index },
    ]
  }
  return Array.isArray(taken) ? taken.flatMap((value, index) => lookup(value, index)) : lookup(taken, null)
}

/** Sorts the look-ups of any number of rows into one group per query. */
export function groupLookups(lookups: Iterable<ReferenceLookup>): LookupGroup[] {
  const groups = new Map<string, { group: LookupGroup; seen: Set<string> }>()
  for (const { kind, by, target, value } of lookups) {
    const key = lookupKey({ kind, by, target, value: '' })
    const entry = groups.get(key) ?? { group: { kind, by, target, values: [] }, seen: new Set() }
    groups.set(key, entry)
    if (entry.seen.has(value)) continue
    entry.seen.add(value)
    entry.group.values.push(value)
  }
  return [...groups.values()].map(({ group }) => group)
}

/**
 * Writes the uuids that were found into the ingested values, in place; a collection that names one thing twice keeps it once.
 * Answers one problem per reference that was not found.
 */
export function placeReferences(
  values: Record<string, StoredValue>,
  lookups: readonly ReferenceLookup[],
  found: ReadonlyMap<string, string>,
): Problem[] {
  const problems: Problem[] = []
  const lists = new Set<string>()
  for (const lookup of lookups) {
    const id = found.get(lookupKey(lookup))
    if (id === undefined) {
      problems.push(notFound(lookup))
      continue
    }
    const list = values[lookup.shortId]
    if (lookup.index === null) values[lookup.shortId] = id
    else if (Array.isArray(list)) {
      list[lookup.index] = id
      lists.add(lookup.shortId)
    }
  }
  for (const shortId of lists) {
    const list = values[shortId]
    if (Array.isArray(list)) values[shortId] = [...new Set(list)]
  }
  return problems
}

const spoken: Record<ReferenceLookup['by'], string> = {
  id: 'id',
  username: 'username',
  shortId: 'short id',
  primaryKey: 'primary key',
}

function notFound({ kind, by, value, target, path, shortId }: ReferenceLookup): Problem {
  const whose = target ? ` of ${target}` : ''
  return {
    code: `${kind}_not_found`,
    message: `${shortId} names a ${kind}${whose} that does not exist: no ${kind} has the ${spoken[by]} "${value}".`,
    path,
    hint: 'It may have been deleted, or belong elsewhere.',
  }
}
