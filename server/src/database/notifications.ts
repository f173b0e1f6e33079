import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'

export interface Notifications {
  stop(): Promise<void>
}

/**
 * Listens on `channels` through a connection of its own, made again when it breaks. What was said while it was broken is lost, so `reconnected`
 * must forget all that depended on it.
 */
export function listen(options: {
  url: string
  channels: readonly string[]
  heard: (channel: string, payload: string) => void
  reconnected: () => void
  logger: FastifyBaseLogger
}): Notifications {
  let client: pg.Client | null = null
  let stopped = false
  let retry: NodeJS.Timeout | null = null

  const start = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: options.url, application_name: 'nadi-listen', keepAlive: true })
    client = fresh
    fresh.on('notification', ({ channel, payload }) => options.heard(channel, payload ?? ''))
    fresh.on('error', (error) => options.logger.warn({ err: error }, 'the connection for notifications broke'))
    fresh.on('end', () => {
      if (!stopped) retry = setTimeout(() => void start().catch(() => undefined), 500)
    })
    try {
      await fresh.connect()
      for (const channel of options.channels) await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
      options.reconnected()
    } catch (error) {
      options.logger.warn({ err: error }, 'could not listen for notifications; trying again')
      await fresh.end()
    }
  }
  void start()

  return {
    stop: async () => {
      stopped = true
      if (retry) clearTimeout(retry)
      await client?.end()
    },
  }
}
