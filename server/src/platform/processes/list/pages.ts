import { sql } from 'kysely'
import type { Database } from '../../../database/database.ts'
import {
  type ListedRow,
  type PageRequest,
  readByCreation,
  readByKey,
  readDeleted,
  sortByKey,
  type Way,
} from '../sql/list/page.ts'
import { withinTime } from '../sql/list/within-time.ts'
import { choose, windowOf } from './choose.ts'
import { countAll } from './count.ts'
import { newestFirst, type Order } from './order.ts'
import { fewRows, type Measured } from './plan.ts'
import { all, not, type Query } from './query.ts'
import { allOf, type Source } from './sources.ts'

/** What is looked at in the order of the list before the sets that the indexes hold are intersected. */
const firstLook = 1_000

export type Asked = Omit<PageRequest, 'window'>

/** A page of the processes that a query asks for. */
export async function readPage(db: Database, asked: Asked): Promise<ListedRow[]> {
  const request = { ...asked, window: windowOf(asked.query) }
  return request.order.by === 'createdAt' ? pageByCreation(db, request) : pageByKey(db, request)
}

export async function readDeletedPage(db: Database, asked: Asked): Promise<ListedRow[]> {
  return withinTime(db, (tx) => readDeleted(tx, { ...asked, window: sql`` }))
}

/**
 * In the order of creation. A condition that few processes answer leads straight to them. Else those that come out of their indexes in order are
 * merged, and the newest of what they have in common are looked at; only where the page is not full after that are all sets intersected.
 */
async function pageByCreation(db: Database, request: PageRequest): Promise<ListedRow[]> {
  const { sources, exclusions, isCovered } = await choose(db, request)
  const fewest = fewestOf(sources)
  if (fewest && fewest.rows <= fewRows) return readByCreation(db, request, { source: fewest, within: [] })

  const streams = sources.filter((source) => source.isOrdered && source.branches.length === 1)
  const source: Source = streams[0] ?? sources.find((each) => each.isOrdered) ?? allOf(request.place)
  const within = streams.slice(1)
  const others = sources.filter((each) => each !== source && !within.includes(each))
  const needed = request.skip + request.count
  if (isCovered && others.length === 0 && exclusions.length === 0)
    return look(db, request, { source, within, atMost: needed, isExact: true })
  const isMoreKnown = others.length > 0 || exclusions.length > 0 || source.branches.length > 1
  if (isMoreKnown) {
    const found = await look(db, request, { source, within, atMost: firstLook + 2 * needed })
    if (found.length === request.count) return found
  }
  const first = fewest ?? source
  const way: Way = { source: first, within: sources.filter((each) => each !== first), without: exclusions }
  return withinTime(db, (tx) => readByCreation(tx, request, way), { joinsSets: true })
}

/** Streams that are merged may be long before they meet; where the planner takes them for short, it would read one anew for each row of the other. */
const look = (db: Database, request: PageRequest, way: Way): Promise<ListedRow[]> =>
  way.within.length === 0
    ? readByCreation(db, request, way)
    : withinTime(db, (tx) => readByCreation(tx, request, way), { joinsSets: true })

/** In the order of a value; then those that have none, the newest first. */
async function pageByKey(db: Database, request: PageRequest): Promise<ListedRow[]> {
  const { query, after, skip, count } = request
  const hasKey = keyExists(request.order)
  const isPastKeys = after?.key === null
  const withKey = { ...request, query: all([query, hasKey]) }
  const keyed = isPastKeys ? [] : await pageWithKey(db, withKey)
  if (keyed.length === count) return keyed
  const isSkipUsed = skip === 0 || keyed.length > 0
  const rest = await pageByCreation(db, {
    ...request,
    query: all([query, not(hasKey)]),
    order: newestFirst,
    after: isPastKeys ? after : undefined,
    skip: isSkipUsed ? 0 : Math.max(0, skip - (await countAll(db, withKey))),
    count: count - keyed.length,
  })
  return [...keyed, ...rest]
}

function keyExists({ by }: Order): Query {
  return typeof by === 'string'
    ? { kind: 'field', field: by, test: { kind: 'exists' } }
    : { kind: 'attribute', attribute: by, test: { kind: 'exists' } }
}

async function pageWithKey(db: Database, request: PageRequest): Promise<ListedRow[]> {
  const { sources, exclusions } = await choose(db, request)
  const fewest = fewestOf(sources)
  if (fewest && fewest.rows <= fewRows) return sortByKey(db, request, { source: fewest, within: [] })
  const needed = request.skip + request.count
  const found = await readByKey(db, request, { within: [], atMost: firstLook + 2 * needed })
  if (found.length === request.count) return found
  return withinTime(db, (tx) => readByKey(tx, request, { within: sources, without: exclusions }), { joinsSets: true })
}

const fewestOf = (sources: readonly Measured[]): Measured | undefined =>
  sources.reduce<Measured | undefined>((best, each) => (best && best.rows <= each.rows ? best : each), undefined)
