import type { Database } from '../../../database/database.ts'
import {
  countDeleted,
  countExactly,
  countMatching,
  countStatesExactly,
  countStatesMatching,
} from '../sql/list/count.ts'
import type { PageRequest } from '../sql/list/page.ts'
import { withinTime } from '../sql/list/within-time.ts'
import { type Choice, choose, windowOf } from './choose.ts'
import { newestFirst } from './order.ts'
import { fewRows } from './plan.ts'
import { allOf } from './sources.ts'

type Counted = Pick<PageRequest, 'place' | 'query'>

/** How many processes a query asks for. */
export async function countAll(db: Database, { place, query }: Counted): Promise<number> {
  const { window, choice, source, within } = await fewestFirst(db, { place, query })
  if (choice.isCovered) {
    const way = { source, within, without: choice.exclusions }
    return withinTime(db, (tx) => countExactly(tx, way, window), { joinsSets: true })
  }
  const way = { source, within: isFew(choice) ? [] : within }
  return withinTime(db, (tx) => countMatching(tx, { place, query, window }, way))
}

/**
 * The same for each state, by its uuid. The index of states says which state a process is in, so where the other conditions are sets of their indexes too no row is
 * looked at; where few processes match, only theirs are.
 */
export async function countAllByState(db: Database, { place, query }: Counted): Promise<Map<string, number>> {
  const { window, choice, source, within } = await fewestFirst(db, { place, query })
  if (choice.isCovered && !isFew(choice)) {
    const sets = { within: choice.sources, without: choice.exclusions }
    return withinTime(db, (tx) => countStatesExactly(tx, place, sets, window), { joinsSets: true })
  }
  const way = { source, within: isFew(choice) ? [] : within }
  return withinTime(db, (tx) => countStatesMatching(tx, { place, query, window }, way))
}

async function fewestFirst(db: Database, { place, query }: Counted) {
  const window = windowOf(query)
  const choice = await choose(db, { place, query, window, order: newestFirst, after: undefined })
  const [source = allOf(place), ...within] = [...choice.sources].sort((one, other) => one.rows - other.rows)
  return { window, choice, source, within }
}

const isFew = ({ sources }: Choice): boolean => sources.some(({ rows }) => rows <= fewRows)

export async function countAllDeleted(db: Database, counted: Counted): Promise<number> {
  return withinTime(db, (tx) => countDeleted(tx, counted))
}
