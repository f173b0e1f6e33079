import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { Follower } from '../events/follower/service.ts'
import type { Routes } from '../http/app.ts'
import { SafePost } from '../outgoing/safe-post.ts'
import type { Models } from '../platform/model/service.ts'
import type { Processes } from '../platform/processes/service.ts'
import type { Vault } from '../secrets/vault.ts'
import { deliveryRoutes } from './deliveries/routes.ts'
import { Deliveries } from './deliveries/service.ts'
import { Dispatcher } from './dispatch/dispatcher.ts'
import { endpointRoutes } from './endpoints/routes.ts'
import { Endpoints } from './endpoints/service.ts'
import { Relay } from './relay/service.ts'
import { replayRoutes } from './replays/routes.ts'
import { Replays } from './replays/service.ts'
import { secretRoutes } from './secrets/routes.ts'
import { Secrets } from './secrets/service.ts'
import { Webhooks } from './service.ts'
import { sweepWebhooks } from './sweep.ts'

export interface WebhookParts {
  config: Pick<Config, 'allowedHooks'>
  db: Database
  models: Models
  processes: Processes
  vault: Vault
  newId: () => string
  logger: FastifyBaseLogger
}

/** Composes what leaves: `webhooks` for the other concepts, the routes, and the dispatcher, which runs where jobs are worked on. */
export function composeWebhooks({ config, db, models, processes, vault, newId, logger }: WebhookParts) {
  const safePost = new SafePost(config)
  const secrets = new Secrets({ db, vault })
  const dispatcher = new Dispatcher({ db, secrets, safePost, logger, workerId: newId() })
  const wake = () => dispatcher.wake()
  const relay = new Relay({ models, processes, queued: wake })
  const followed = { places: 'webhook_relays', followsAll: false, lookMs: 500, purpose: 'webhooks' } as const
  const relays = new Follower({ db, logger, ...followed, follow: relay.follow })
  const changed = () => {
    dispatcher.reload()
    relays.reload()
  }
  const endpoints = new Endpoints({ db, models, newId, safePost, secrets, relays, changed })
  const deliveries = new Deliveries({ db, models, endpoints, secrets, safePost, newId, wake })
  const replays = new Replays({ db, models, endpoints, newId, wake })
  const routes: Routes[] = [
    endpointRoutes(endpoints),
    deliveryRoutes(deliveries),
    replayRoutes(replays),
    secretRoutes(secrets),
  ]
  return {
    webhooks: new Webhooks({ endpoints, safePost, newId, wake, changed }),
    secrets,
    safePost,
    routes,
    handlers: { 'webhook-replay': replays.run },
    sweep: () => sweepWebhooks(db),
    /** where jobs are worked on */
    start(): void {
      dispatcher.start()
      relays.start()
    },
    async stop(): Promise<void> {
      await relays.stop()
      await dispatcher.stop()
      await safePost.close()
    },
  }
}
