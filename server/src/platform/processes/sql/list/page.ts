import { sql } from 'kysely'
import type { Reader } from '../../../../database/database.ts'
import type { IndexScalar } from '../../../attributes/types.ts'
import type { Position } from '../../list/cursor.ts'
import type { Order } from '../../list/order.ts'
import type { Query } from '../../list/query.ts'
import type { Place, Source } from '../../list/sources.ts'
import type { ProcessRow } from '../../row.ts'
import { processColumns, type SelectedProcess, toProcessRow, withRecords } from '../find-processes.ts'
import { type Fragment, matches } from './match.ts'
import { limited, proposed } from './proposals.ts'
import { keyOf, type SortKey } from './sort-key.ts'

/** One page to read: which rows, in which order, from where. */
export interface PageRequest {
  place: Place
  query: Query
  /** bounds of the time of creation that the query asks for, which every index can keep to: `and i.created_at >= …` */
  window: Fragment
  order: Order
  after: Position | undefined
  skip: number
  /** most rows to answer */
  count: number
}

/**
 * How a page is found: an index proposes processes in the order of the list, those that are not in each of `within` are dropped, and the first of
 * them whose row matches are the page.
 */
export interface Way {
  source: Source
  within: readonly Source[]
  /** what is in one of these is dropped */
  without?: readonly Source[]
  /** most proposals to look at */
  atMost?: number
  /** what is proposed is what matches: the rows to skip need not be looked at */
  isExact?: boolean
}

export interface ListedRow {
  row: ProcessRow
  /** the value that the list is ordered by; null where that is the time of creation */
  key: IndexScalar | null
}

/** Processes in the order of their creation. */
export function readByCreation(db: Reader, request: PageRequest, way: Way): Promise<ListedRow[]> {
  const { direction } = request.order
  const proposals = proposed(way, bounds(request), direction)
  return page(db, way.isExact ? { ...request, skip: 0 } : request, {
    proposals: way.isExact
      ? sql`select i.* from (${proposals}) i order by ${inOrder('i', direction)} offset ${request.skip}`
      : proposals,
    order: inOrder('c', direction),
    finalOrder: inOrder('p', direction),
  })
}

/** What holds for each proposal: the window, and that it comes after the last row of the page before. */
export function bounds({ window, order, after }: Pick<PageRequest, 'window' | 'order' | 'after'>): Fragment {
  if (!after || order.by !== 'createdAt') return window
  return sql`${window} and (i.created_at, i.process_id) ${comesAfter(order)} (${new Date(after.at)}::timestamptz, ${after.id}::uuid)`
}

/** Processes in the order of a value, as the index of that value has them. */
export function readByKey(db: Reader, request: PageRequest, way: Omit<Way, 'source'>): Promise<ListedRow[]> {
  const { place, order, window } = request
  const key = keyOf(place, order)
  const proposals = sql`select ${key.indexed} as key, i.created_at, i.process_id from ${key.from}
    where ${key.where} ${window} ${afterKey(request, key, key.indexed, 'i')} ${limited(way)}
    order by ${key.indexed} ${sql.raw(order.direction)}, ${inOrder('i', order.direction)}
    ${way.atMost === undefined ? sql`` : sql`limit ${way.atMost}`}`
  return page(db, request, {
    proposals,
    key: sql`c.key`,
    order: sql`c.key ${sql.raw(order.direction)}, ${inOrder('c', order.direction)}`,
    finalOrder: sql`p.sort_key ${sql.raw(order.direction)}, ${inOrder('p', order.direction)}`,
  })
}

/** The same order where few processes are in question: all of them are fetched and sorted. */
export function sortByKey(db: Reader, request: PageRequest, way: Way): Promise<ListedRow[]> {
  const { place, order, window } = request
  const key = keyOf(place, order)
  return page(db, request, {
    proposals: proposed(way, window, 'desc'),
    key: key.held,
    where: sql`${key.held} is not null ${afterKey(request, key, key.held, 'p')}`,
    order: sql`${key.held} ${sql.raw(order.direction)}, ${inOrder('p', order.direction)}`,
    finalOrder: sql`p.sort_key ${sql.raw(order.direction)}, ${inOrder('p', order.direction)}`,
  })
}

/** Deleted processes, the last deleted first. */
export function readDeleted(db: Reader, request: PageRequest): Promise<ListedRow[]> {
  const { teamId, procedureId } = request.place
  const { after } = request
  const isLater = after
    ? sql`and (i.deleted_at, i.process_id) < (${new Date(after.at)}::timestamptz, ${after.id}::uuid)`
    : sql``
  const proposals = sql`select i.deleted_at, i.process_id from processes i
    where i.team_id = ${teamId}::uuid and i.procedure_id = ${procedureId}::uuid and i.deleted_at is not null ${isLater}
    order by i.deleted_at desc, i.process_id desc`
  return page(db, request, {
    proposals,
    order: sql`c.deleted_at desc, c.process_id desc`,
    finalOrder: sql`p.deleted_at desc, p.process_id desc`,
  })
}

const comesAfter = ({ direction }: Order): Fragment => (direction === 'asc' ? sql`>` : sql`<`)

const inOrder = (alias: 'i' | 'c' | 'p', direction: Order['direction']): Fragment =>
  sql.raw(`${alias}.created_at ${direction}, ${alias}.process_id ${direction}`)

function afterKey({ after, order }: PageRequest, key: SortKey, value: Fragment, alias: 'i' | 'p'): Fragment {
  if (!after) return sql``
  const at = sql`${new Date(after.at)}::timestamptz`
  return sql`and (${value}, ${sql.raw(alias)}.created_at, ${sql.raw(alias)}.process_id) ${comesAfter(order)}
    (${key.written(after.key)}, ${at}, ${after.id}::uuid)`
}

interface Reading {
  proposals: Fragment
  /** of the proposals `c` and their rows `p` */
  order: Fragment
  /** the same of the page itself, `p` with `sort_key` */
  finalOrder: Fragment
  key?: Fragment
  where?: Fragment
}

/**
 * The fence of `offset 0` holds the planner to one look-up a proposal, in the order of the proposals: it stops as soon as the page is full, however
 * wrong its guess of how many match.
 */
async function page(
  db: Reader,
  { place: { teamId, procedureId }, query, skip, count }: PageRequest,
  { proposals, order, finalOrder, key = sql`null`, where = sql`true` }: Reading,
): Promise<ListedRow[]> {
  const { rows } = await sql<SelectedProcess & { sort_key: IndexScalar | Date | null }>`
    select ${sql.raw(processColumns)}, p.sort_key from (
      select p.*, ${key} as sort_key from (${proposals}) c
      cross join lateral (
        select p.* from processes p
        where p.team_id = ${teamId}::uuid and p.process_id = c.process_id and p.procedure_id = ${procedureId}::uuid and ${matches(query)}
        offset 0
      ) p
      where ${where} order by ${order} limit ${count} offset ${skip}
    ) p ${sql.raw(withRecords)}
    order by ${finalOrder}`.execute(db)
  return rows.map((row) => ({
    row: toProcessRow(row),
    key: row.sort_key instanceof Date ? row.sort_key.getTime() : row.sort_key,
  }))
}
