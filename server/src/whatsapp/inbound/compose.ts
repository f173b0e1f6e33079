import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Processes } from '../../platform/processes/service.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Plugins } from '../plugins/service.ts'
import { ApplyEvents } from './apply-events.ts'
import { Drain } from './drain.ts'
import { inboundEventRoutes } from './events.routes.ts'
import { InboundEvents } from './events.service.ts'
import { Inbox } from './inbox.ts'
import { Leads } from './leads.ts'
import { applyMissedMarks } from './marks.ts'
import type { Neighbours } from './neighbours.ts'
import { inboundRoutes } from './routes.ts'
import { receiveForeignAgain } from './store.ts'
import { sweepInbound } from './sweep.ts'
import { InboundWorker } from './worker.ts'

export interface InboundParts {
  db: Database
  plugins: Plugins
  models: Models
  processes: Processes
  publicAddress: PublicAddress
  neighbours: Partial<Neighbours>
  /** there are webhooks to be sent */
  queued: () => void
  newId: () => string
  logger: FastifyBaseLogger
}

/** Everything that receives and works on Meta's events. */
export function composeInbound(parts: InboundParts) {
  const { db, plugins, publicAddress, neighbours, queued, newId, logger } = parts
  const inbox = new Inbox(parts)
  const mediaUrl = (mediaId: string): string =>
    `${publicAddress.url ?? ''}/v2/whatsapp/v23.0/media/${encodeURIComponent(mediaId)}/show`
  const apply = new ApplyEvents({ leads: new Leads(parts), neighbours, mediaUrl, queued })
  const worker = new InboundWorker({ db, drain: new Drain({ db, plugins, apply, newId, logger }), logger })
  inbox.stored = ({ teamId }, pluginId) => worker.wake(teamId, pluginId)
  return {
    worker,
    routes: [inboundRoutes(inbox), inboundEventRoutes(new InboundEvents({ db, plugins }))],
    upkeep: (teamId: string): Promise<void> => applyMissedMarks(db, operatorScope(teamId)),
    takeForeignAgain: async ({ teamId, pluginId }: { teamId: string; pluginId: string }): Promise<void> => {
      await receiveForeignAgain(db, operatorScope(teamId), pluginId)
      worker.wake(teamId, pluginId)
    },
    sweep: (): Promise<void> => sweepInbound(db),
  }
}
