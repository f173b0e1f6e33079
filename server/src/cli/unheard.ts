import type { FastifyBaseLogger } from 'fastify'
import { isDatabaseAway } from '../database/away.ts'

/**
 * What to do with a rejection that nobody heard. The queue's library leaves one behind where the database goes away just while it notes how a job
 * ended; that is no reason to end, since the job is freed and run again. Anything else is a bug of ours, and ends the program as it would anyway.
 */
export const hearUnheard =
  (logger: Pick<FastifyBaseLogger, 'warn'>) =>
  (reason: unknown): void => {
    if (!(reason instanceof Error) || !isDatabaseAway(reason)) throw reason
    logger.warn({ err: reason }, 'the database went away while something was noted that nobody waits for')
  }
