import type { Where } from '../../filters/where.ts'

export type Layout = 'table' | 'board'

export const newestFirst = '-createdAt'

/** What the address of a list says: a view, and where one departs from it. It can be sent to somebody else as it is. */
export interface ListAddress {
  view?: string
  layout?: Layout
  /** an empty one takes that of the view away */
  where?: Where
  search?: string
  /** a field or attribute, with a minus for descending */
  order?: string
  /** see `writeColumns` */
  columns?: string
  /** the deleted ones instead */
  deleted?: true
}

/** Leaves out what makes no sense. */
export function readAddress(given: Record<string, unknown>): ListAddress {
  const { view, layout, where, search, order, columns, deleted } = given
  return {
    ...(typeof view === 'string' && { view }),
    ...((layout === 'table' || layout === 'board') && { layout }),
    ...(typeof where === 'object' && where !== null && !Array.isArray(where) && { where: where as Where }),
    // a number is what the router makes of digits
    ...((typeof search === 'string' || typeof search === 'number') && { search: String(search) }),
    ...(typeof order === 'string' && { order }),
    ...(typeof columns === 'string' && { columns }),
    ...(deleted === true && { deleted }),
  }
}

export const nonEmpty = (where: Where | undefined): Where | undefined =>
  where && Object.keys(where).length > 0 ? where : undefined
