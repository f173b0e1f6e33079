import type { Query } from './query.ts'
import { conjuncts } from './query.ts'
import { type Place, type Source, sourceOfCondition, union } from './sources.ts'

/** A condition that at most this many rows answer is the one to begin with: all of them are looked at in a few milliseconds. */
export const fewRows = 1_000

const mostMeasured = 30

/** A source whose rows have been counted: up to one more than `fewRows`, Infinity where that is not known. */
export interface Measured extends Source {
  rows: number
}

/** What the indexes can say about each condition of a query. */
export type Sources = Map<Query, Measured>

export function sourcesOf(place: Place, query: Query): Sources {
  const sources: Sources = new Map()
  const gather = (each: Query): void => {
    const source = sourceOfCondition(place, each)
    if (source) sources.set(each, { ...source, rows: Number.POSITIVE_INFINITY })
    else if (each.kind === 'all' || each.kind === 'any') each.of.forEach(gather)
  }
  gather(query)
  return sources
}

/** The sources whose count would help to choose; none where there is nothing to choose between. */
export function worthMeasuring(query: Query, sources: Sources): Measured[] {
  const isPlain = sources.size <= 1 || (query.kind === 'any' && query.of.every((each) => sources.has(each)))
  if (isPlain && [...sources.values()].every((source) => source.isOrdered)) return []
  return [...sources.values()].filter((source) => source.isLazy).slice(0, mostMeasured)
}

/** For each of the conditions that are required together: an index that holds all that matches, where there is one. */
export const conjunctSources = (query: Query, sources: Sources): Measured[] =>
  conjuncts(query).flatMap((each) => sourceOf(each, sources) ?? [])

function sourceOf(query: Query, sources: Sources): Measured | undefined {
  switch (query.kind) {
    case 'all': {
      const fewest = query.of
        .flatMap((each) => sourceOf(each, sources) ?? [])
        .reduce<Measured | undefined>((best, each) => (best && !isBetter(each, best) ? best : each), undefined)
      return fewest && { ...fewest, isExact: fewest.isExact && query.of.length === 1 }
    }
    case 'any': {
      const each = query.of.flatMap((branch) => sourceOf(branch, sources) ?? [])
      if (each.length < query.of.length) return undefined
      return { ...union(each), rows: each.reduce((sum, source) => sum + source.rows, 0) }
    }
    default:
      return sources.get(query)
  }
}

const isBetter = (one: Measured, other: Measured): boolean =>
  one.rows < other.rows || (one.rows === other.rows && one.isOrdered && !other.isOrdered)
