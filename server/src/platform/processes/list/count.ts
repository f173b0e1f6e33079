import type { Database } from '../../../database/database.ts'
import { countDeleted, countExactly, countMatching } from '../sql/list/count.ts'
import type { PageRequest } from '../sql/list/page.ts'
import { withinTime } from '../sql/list/within-time.ts'
import { choose, windowOf } from './choose.ts'
import { newestFirst } from './order.ts'
import { fewRows } from './plan.ts'
import { allOf } from './sources.ts'

type Counted = Pick<PageRequest, 'place' | 'query'>

/** How many processes a query asks for. */
export async function countAll(db: Database, { place, query }: Counted): Promise<number> {
  const window = windowOf(query)
  const choice = await choose(db, { place, query, window, order: newestFirst, after: undefined })
  const [source = allOf(place), ...within] = [...choice.sources].sort((one, other) => one.rows - other.rows)
  if (choice.isCovered) {
    const way = { source, within, without: choice.exclusions }
    return withinTime(db, (tx) => countExactly(tx, way, window), { joinsSets: true })
  }
  const isFew = (choice.sources[0] && Math.min(...choice.sources.map(({ rows }) => rows)) <= fewRows) ?? false
  const way = { source, within: isFew ? [] : within }
  return withinTime(db, (tx) => countMatching(tx, { place, query, window }, way))
}

export async function countAllDeleted(db: Database, counted: Counted): Promise<number> {
  return withinTime(db, (tx) => countDeleted(tx, counted))
}
