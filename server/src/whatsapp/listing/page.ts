import { type Static, Type } from 'typebox'
import { BadInput } from '../../errors.ts'

export const mostPerPage = 100
const mostSkipped = 100_000

/** How a list is read a page at a time; for the body of a list call. */
export const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostPerPage, default: 10, examples: [20] })),
  page: Type.Optional(Type.Integer({ minimum: 0, description: '1 is the first, and so is 0', examples: [1] })),
  skip: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: `in place of page, at most ${mostSkipped}; a cursor goes further, and faster`,
    }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 4_000, description: '_meta.nextCursor of the page before' })),
}

const Paging = Type.Object(paging)
export type Paging = Static<typeof Paging>

export const PageMeta = Type.Object({
  total: Type.Integer({
    description: 'how many there are in all; where they are so many that counting takes long, at most ten seconds old',
  }),
  hasMore: Type.Boolean({ description: 'whether more follow' }),
  nextCursor: Type.Optional(Type.String({ description: 'where more follow: the cursor of the next page' })),
})
export type PageMeta = Static<typeof PageMeta>

/**
 * How many rows come before the page.
 * @throws BadInput where that is said in two ways, or too many
 */
export function skipped({ skip, page, cursor, limit = 10 }: Paging): number {
  // programs send the first of each along with whichever they mean
  const given = [...(skip ? ['skip'] : []), ...((page ?? 0) > 1 ? ['page'] : []), ...(cursor ? ['cursor'] : [])]
  if (given.length > 1) {
    throw new BadInput(`"${given.join('" and "')}" do not go together.`, {
      code: 'two_ways_to_page',
      path: given.at(-1) ?? '',
      hint: 'Send one of skip, page and cursor.',
    })
  }
  const rows = skip || Math.max(0, (page ?? 1) - 1) * limit
  if (rows > mostSkipped) {
    throw new BadInput(`The page lies behind ${rows} others, and may lie behind ${mostSkipped}.`, {
      code: 'too_far',
      path: skip ? 'skip' : 'page',
      hint: 'Go on with the _meta.nextCursor of each page, which is as fast on the last page as on the first.',
    })
  }
  return rows
}
