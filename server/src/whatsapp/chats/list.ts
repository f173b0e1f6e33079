import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { BadInput } from '../../errors.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import type { Models } from '../../platform/model/service.ts'
import { Cursors } from '../../platform/processes/list/cursor.ts'
import type { Scope } from '../../scope.ts'
import type { Fragment } from '../listing/field.ts'
import { type PageMeta, skipped } from '../listing/page.ts'
import { Totals } from '../listing/totals.ts'
import { readWhere } from '../listing/where.ts'
import { withinTime } from '../listing/within-time.ts'
import { chatFields } from './fields.ts'
import type { Labels } from './labels/service.ts'
import type { ChatListRequest } from './list-request.ts'
import { presentChat } from './present.ts'
import { chatReach, isWithin } from './reach.ts'
import { readSearch } from './search.ts'
import { type ChatOrder, countChats, listChats } from './sql/list-chats.ts'
import { findSought, isSought } from './sql/search-chats.ts'
import type { Chat } from './types.ts'

/** What a search finds is gathered first where it is by no more contacts and messages than this, else met by walking the list. */
const mostFound = 5_000

export interface ChatPage {
  chats: Chat[]
  meta: PageMeta & { isTotalCut?: true }
}

/** Reads many chats: by conditions, in an order, a page at a time. */
export class ChatLists {
  readonly #db: Database
  readonly #models: Models
  readonly #labels: Labels
  readonly #totals = new Totals()

  constructor({ db, models, labels }: { db: Database; models: Models; labels: Labels }) {
    this.#db = db
    this.#models = models
    this.#labels = labels
  }

  /**
   * What a list is asked for, read: its conditions, what it searches and its order.
   * @throws BadInput with everything that is wrong with them
   */
  async ask(scope: Scope, request: Pick<ChatListRequest, 'where' | 'search' | 'orderField' | 'orderDirection'>) {
    const model = await this.#models.of(scope)
    const reach = chatReach(scope, model)
    const order = readOrder(request)
    const search = request.search?.trim() ? readSearch(request.search) : undefined
    const fields = chatFields(scope, await this.#labels.list(scope))
    return { reach, order, search, asked: readWhere(fields, model, request.where) }
  }

  /** @throws BadInput with everything that is wrong with the request */
  async list(scope: Scope, request: ChatListRequest): Promise<ChatPage> {
    const { reach, order, search, asked } = await this.ask(scope, request)
    const skip = skipped(request)
    const limit = request.limit ?? 10
    const list = [request.where ?? {}, search ?? null, order.by, order.direction]
    const cursors = new Cursors(list)
    const position = request.cursor ? cursors.read(request.cursor) : undefined
    const after = position && { at: new Date(position.at), id: position.id }

    return withinTime(this.#db, async (tx) => {
      const within = sql`${isWithin(reach)} and ${asked}`
      const found = search && (await findSought(tx, scope, search, mostFound))
      const isCut = found?.isCut ?? false
      const gathered = found ? sql`${within} and ${isOneOf(found.ids)}` : within
      const where = search && isCut ? sql`${within} and ${isSought(scope, search)}` : gathered
      const rows = await listChats(tx, scope, { where, order, after, skip, count: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const counted = await this.#totals.of(JSON.stringify([scope.teamId, scope.userId, reach, list]), () =>
        countChats(tx, scope, gathered),
      )
      // of what was gathered in part alone the page may show others
      const total = Math.max(counted, isCut ? skip + rows.length : 0)
      return {
        chats: shown.map(presentChat),
        meta: {
          total,
          ...(isCut && { isTotalCut: true as const }),
          hasMore: last !== undefined,
          ...(last && {
            nextCursor: cursors.write({ key: null, at: (last[order.by] ?? last.createdAt).getTime(), id: last.id }),
          }),
        },
      }
    })
  }
}

const isOneOf = (ids: readonly string[]): Fragment => sql`h.chat_id = any(${ids}::uuid[])`

const orders = ['createdAt', 'lastMessageAt'] as const

function readOrder({ orderField, orderDirection }: Pick<ChatListRequest, 'orderField' | 'orderDirection'>): ChatOrder {
  const field = orderField || 'createdAt'
  const direction = (orderDirection || 'desc').toLowerCase()
  const by = orders.find((each) => each === field)
  const problems = []
  if (!by) {
    const near = field === 'updatedAt' ? 'lastMessageAt' : nearest(field, orders)
    problems.push({
      code: 'cannot_be_ordered',
      message: `Chats are not ordered by "${field.slice(0, 80).toWellFormed()}"${near ? `; did you mean ${near}?` : '.'}`,
      path: 'orderField',
      hint: `Order by ${orders.join(' or ')}.`,
    })
  }
  if (direction !== 'asc' && direction !== 'desc') {
    problems.push({
      code: 'not_allowed',
      message: `"orderDirection" must be asc or desc, but "${direction.slice(0, 80).toWellFormed()}" was given.`,
      path: 'orderDirection',
    })
  }
  if (!by || (direction !== 'asc' && direction !== 'desc')) throw new BadInput(problems)
  return { by, direction }
}
