import type { Database } from '../../../database/database.ts'
import { BadInput } from '../../../errors.ts'
import type { Scope } from '../../../scope.ts'
import type { Models } from '../../model/service.ts'
import { procedureNamed } from '../access.ts'
import { presentProcess } from '../present.ts'
import type { ListedRow } from '../sql/list/page.ts'
import type { Process } from '../types.ts'
import { type Ask, type Asking, readAsk } from './ask.ts'
import { countAll, countAllByState, countAllDeleted } from './count.ts'
import type { Position } from './cursor.ts'
import { readDeletedPage, readPage } from './pages.ts'
import { type ListRequest, mostSkipped, type StateCountRequest } from './types.ts'

export interface ProcessPage {
  processes: Process[]
  hasMore: boolean
  nextCursor?: string
  total?: number
}

/** Reads many processes: by conditions, in an order, a page at a time. */
export class ProcessLists {
  readonly #db: Database
  readonly #models: Models

  constructor({ db, models }: { db: Database; models: Models }) {
    this.#db = db
    this.#models = models
  }

  /** @throws BadInput with everything that is wrong with the request */
  async list(scope: Scope, procedureName: string, request: ListRequest): Promise<ProcessPage> {
    const skip = skipped(request)
    const ask = await this.ask(scope, procedureName, request)
    const limit = request.limit ?? 10
    const after = request.cursor === undefined ? undefined : ask.cursors.read(request.cursor)
    const page = await this.page(scope, ask, { after, skip, limit })
    if (!request.total) return page
    const { place, query } = ask
    const total = await (ask.isDeleted ? countAllDeleted : countAll)(this.#db, { place, query })
    return { ...page, total }
  }

  /** How many stand in each state, by its short id. */
  async countByState(scope: Scope, procedureName: string, request: StateCountRequest): Promise<Record<string, number>> {
    const { place, query, procedure } = await this.ask(scope, procedureName, request)
    const counts = await countAllByState(this.#db, { place, query })
    return Object.fromEntries(procedure.states.map(({ id, shortId }) => [shortId, counts.get(id) ?? 0]))
  }

  /** A list as it is asked for, ready to be read a page at a time. */
  async ask(scope: Scope, procedureName: string, asking: Asking): Promise<Ask> {
    const model = await this.#models.of(scope)
    // whoever may write a procedure may restore what was deleted from it
    const procedure = procedureNamed(scope, model, procedureName, asking.isDeleted ? 'write' : 'read')
    return readAsk(this.#db, scope, model, procedure, asking)
  }

  async page(
    scope: Scope,
    { model, procedure, place, query, order, isDeleted, cursors }: Ask,
    { after, skip, limit }: { after: Position | undefined; skip: number; limit: number },
  ): Promise<ProcessPage> {
    const read = isDeleted ? readDeletedPage : readPage
    const found = await read(this.#db, { place, query, order, after, skip, count: limit + 1 })
    const rows = found.slice(0, limit)
    const last = found.length > limit ? rows.at(-1) : undefined
    return {
      processes: rows.map(({ row }) => presentProcess(scope, model, procedure, row)),
      hasMore: last !== undefined,
      ...(last && { nextCursor: cursors.write(positionOf(last)) }),
    }
  }
}

const positionOf = ({ row, key }: ListedRow): Position => ({
  key,
  at: (row.deletedAt ?? row.createdAt).getTime(),
  id: row.id,
})

function skipped({ skip, page, cursor, limit = 10 }: ListRequest): number {
  const given = Object.entries({ skip, page, cursor }).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  // a program that always sends skip or page sends its zero along with a cursor
  if (given.length > 1 && [skip, page].some((value) => (value ?? 0) > 0)) {
    throw new BadInput(`"${given.join('" and "')}" do not go together.`, {
      code: 'two_ways_to_page',
      path: given.at(-1) ?? '',
      hint: 'Send one of skip, page and cursor.',
    })
  }
  const rows = skip ?? Math.max(0, (page ?? 1) - 1) * limit
  if (rows > mostSkipped) {
    throw new BadInput(
      `"${skip === undefined ? 'page' : 'skip'}" passes over ${rows} processes, and may pass over ${mostSkipped}.`,
      {
        code: 'too_far',
        path: skip === undefined ? 'page' : 'skip',
        hint: 'Go on with the _meta.nextCursor of each page, which is as fast on the last page as on the first.',
      },
    )
  }
  return rows
}
