import { sql } from 'kysely'
import type { Database } from '../../../database/database.ts'
import { type Fragment, withinBounds } from '../sql/list/match.ts'
import { bounds, type PageRequest } from '../sql/list/page.ts'
import { measure } from '../sql/list/proposals.ts'
import { conjunctSources, type Measured, sourcesOf, worthMeasuring } from './plan.ts'
import { all, conjuncts, type Query } from './query.ts'
import { type Place, type Source, sourceOfCondition } from './sources.ts'

/** What the indexes say of a query. */
export interface Choice {
  /** each holds all that matches; their rows counted where that helps to choose between them */
  sources: readonly Measured[]
  /** these hold none that matches: the sets of conditions that are negated */
  exclusions: readonly Source[]
  /** what is in all sources and no exclusion is exactly what matches */
  isCovered: boolean
}

export async function choose(
  db: Database,
  request: Pick<PageRequest, 'place' | 'query' | 'window' | 'order' | 'after'>,
): Promise<Choice> {
  const conditions = conjuncts(request.query).filter((each) => timeBounds(each) === undefined)
  const query = all(conditions)
  const known = sourcesOf(request.place, query)
  await measure(db, worthMeasuring(query, known), bounds(request))
  const sources = conjunctSources(query, known)
  const exclusions = conditions.flatMap((each) => (known.has(each) ? [] : (exclusionOf(request.place, each) ?? [])))
  return {
    sources,
    exclusions,
    isCovered: sources.length + exclusions.length === conditions.length && sources.every((source) => source.isExact),
  }
}

function exclusionOf(place: Place, query: Query): Source | undefined {
  const source = query.kind === 'not' ? sourceOfCondition(place, query.of) : undefined
  return source?.isExact ? source : undefined
}

/** The time of creation that a query asks for bounds every index; what is asked within `or` and `not` does not. */
export function windowOf(query: Query): Fragment {
  const bounds = conjuncts(query).flatMap((each) => timeBounds(each) ?? [])
  return bounds.length === 0 ? sql`` : sql`and ${withinBounds(sql`i.created_at`, bounds)}`
}

const timeBounds = (query: Query) =>
  query.kind === 'field' && query.field === 'createdAt' && query.test.kind === 'range' ? query.test.bounds : undefined
