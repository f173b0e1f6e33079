import type { Tx } from '../../database/database.ts'
import type { Followed } from '../../events/follower/service.ts'
import type { Place } from '../../events/follower/store.ts'
import type { Scope } from '../../scope.ts'
import { countStates } from './sql/count-states.ts'
import { countTasks } from './sql/count-tasks.ts'
import { nextStretch } from './sql/next-stretch.ts'
import { type Counter, mostAtOnce } from './stretch.ts'

/** Counts events as they are followed. @param others of concepts that platform does not know */
export const countEvents =
  (...others: readonly Counter[]) =>
  async (tx: Tx, scope: Scope, after: Place): Promise<Followed | undefined> => {
    const next = await nextStretch(tx, scope, after, mostAtOnce)
    if (!next) return undefined
    const { stretch, hasMore } = next
    for (const count of [countStates, countTasks, ...others]) await count(tx, stretch)
    return { last: stretch.upTo, hasMore }
  }
