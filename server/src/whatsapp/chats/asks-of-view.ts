import { BadInput } from '../../errors.ts'
import { shown } from '../../platform/attributes/taking.ts'
import type { Asks } from '../../platform/views/check-definition.ts'
import type { Scope } from '../../scope.ts'
import type { ChatLists } from './list.ts'

/** What a saved view asks of the chats, read as their list reads it. */
export const asksOfView =
  (lists: ChatLists) =>
  (scope: Scope): Asks =>
  async ({ where, search = '', orderBy }) => {
    try {
      await lists.ask(scope, { where: where ?? {}, search, ...(orderBy !== undefined && orderOf(orderBy)) })
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      const path = (given = '') => (given === 'orderField' || given === 'orderDirection' ? 'orderBy' : given)
      throw new BadInput(error.problems.map((problem) => ({ ...problem, path: path(problem.path) })))
    }
  }

function orderOf(orderBy: unknown): { orderField: string; orderDirection: 'asc' | 'desc' } {
  if (typeof orderBy !== 'string') {
    throw new BadInput(`"orderBy" of a view of the chats must be text, but ${shown(orderBy)} was given.`, {
      code: 'wrong_type',
      path: 'orderBy',
      hint: 'Such as "-lastMessageAt".',
    })
  }
  const isDescending = orderBy.startsWith('-')
  return { orderField: isDescending ? orderBy.slice(1) : orderBy, orderDirection: isDescending ? 'desc' : 'asc' }
}
