import type { FastifyBaseLogger } from 'fastify'
import { Follower } from '../../events/follower/service.ts'
import { countEvents } from './follow.ts'
import { Statistics, type StatisticsParts } from './service.ts'
import type { Counter } from './stretch.ts'

/** People look at a dashboard, not at each event: it need not be counted at once. */
const lookMs = 1_000

/** Statistics, and the follower that counts, which runs where jobs are worked on. @param parts.counters of concepts that platform does not know */
export function composeStatistics(
  parts: StatisticsParts & { counters: readonly Counter[]; logger: FastifyBaseLogger },
) {
  const { db, logger, counters } = parts
  const followed = { places: 'statistics_places', followsAll: true, lookMs, purpose: 'statistics' } as const
  const follower = new Follower({ db, logger, ...followed, follow: countEvents(...counters) })
  return { statistics: new Statistics(parts), follower }
}
