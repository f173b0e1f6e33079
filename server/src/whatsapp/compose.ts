import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { EventStreams } from '../events/stream/service.ts'
import type { Routes } from '../http/app.ts'
import type { PublicAddress } from '../http/public-address.ts'
import type { BackgroundJobs } from '../platform/background-jobs/service.ts'
import type { Models } from '../platform/model/service.ts'
import type { Processes } from '../platform/processes/service.ts'
import type { Tasks } from '../platform/tasks/service.ts'
import type { Vault } from '../secrets/vault.ts'
import type { Storage } from '../storage/storage.ts'
import { composeWebhooks } from '../webhooks/compose.ts'
import { sendAway } from './assignment/away.ts'
import { composeAssignment } from './assignment/compose.ts'
import { callingRoutes } from './calling/routes.ts'
import { composeChats } from './chats/compose.ts'
import { composeFlows } from './flows/compose.ts'
import { Graph } from './graph/client.ts'
import { composeInbound } from './inbound/compose.ts'
import { composeMedia } from './media/compose.ts'
import { composeMessages } from './messages/compose.ts'
import { partnerRoutes } from './partner/routes.ts'
import { Partner } from './partner/service.ts'
import { passThroughRoutes } from './pass-through/routes.ts'
import { PassThrough } from './pass-through/service.ts'
import { applyAccountEvent } from './plugins/account-event.ts'
import { composePlugins } from './plugins/compose.ts'
import { PluginObjects } from './plugins/objects.ts'
import { Plugins } from './plugins/service.ts'
import { composeSending } from './sending/compose.ts'
import { schedule, unschedule } from './sending/schedule.ts'
import { MessagingStatistics } from './statistics/service.ts'
import { composeTemplates } from './templates/compose.ts'
import { transferRoutes } from './transfer/routes.ts'
import { ChatImports } from './transfer/service.ts'

/** What the WhatsApp half stands on. */
export interface WhatsAppParts {
  config: Config
  vault: Vault
  db: Database
  /** for what is asked while a transaction holds its own connection */
  aside: Database
  models: Models
  processes: Processes
  tasks: Tasks
  backgroundJobs: BackgroundJobs
  storage: Storage
  /** where files lie while they are received */
  incoming: string
  publicAddress: PublicAddress
  /** what listens for what changes */
  streams: EventStreams
  newId: () => string
  logger: FastifyBaseLogger
}

/** Composes the WhatsApp half: a line or two for each concept. */
export function composeWhatsApp(parts: WhatsAppParts) {
  const { config, db, vault } = parts
  const outgoing = composeWebhooks(parts)
  const { webhooks } = outgoing
  const graph = new Graph({ origins: config.graphUrls })
  const plugins = new Plugins({ db, vault })

  const { checkup, connections, ...accounts } = composePlugins({
    ...parts,
    graph,
    plugins,
    followPlugin: (...change) => webhooks.followPlugin(...change),
  })
  const partner = new Partner({ ...parts, graph, plugins, connections })
  const objects = new PluginObjects({ db, graph, plugins })
  const passThrough = new PassThrough({ db, graph, objects })
  const chats = composeChats(parts)
  const files = composeMedia({ ...parts, graph, plugins })
  const flows = composeFlows({ ...parts, ...outgoing, graph, plugins })

  const giving = composeAssignment({ ...parts, plugins, chats: chats.chats })

  const sending = composeMessages({ ...parts, graph, plugins, waiting: { add: schedule, remove: unschedule } })

  const templates = composeTemplates({
    ...parts,
    graph,
    plugins,
    messages: sending.messages,
    consent: chats.consent,
  })

  checkup.whenConnected((scope, plugin) => templates.templates.refresh(scope, plugin))
  objects.knowTemplates((scope, id) => templates.templates.pluginsWith(scope, id))
  passThrough.whenPassed(async (scope, plugin, { method, kind, edge }) => {
    if (kind === 'template' && method === 'POST' && edge === undefined)
      await templates.templates.askToRead(scope, plugin)
  })

  const batches = composeSending({
    ...parts,
    graph,
    plugins,
    templates: templates.templates,
    consent: chats.consent,
    senders: sending.senders,
  })

  const inbound = composeInbound({
    ...parts,
    plugins,
    neighbours: {
      // what other concepts do with what arrives
      ...chats.neighbours,
      applyTemplateChange: (tx, scope, { plugin, ...change }) =>
        templates.templates.applyEvent(tx, scope, plugin, change),
      keepMedia: files.media.keep,
      assign: (...needy) => giving.assignment.assign(...needy),
      applyAccountChange: (tx, scope, change) => applyAccountEvent(tx, scope, change.plugin, change),
    },
    queued: () => webhooks.wake(),
  })

  const routes: Routes[] = [
    // one line for each concept
    ...outgoing.routes,
    ...accounts.routes,
    passThroughRoutes(passThrough),
    callingRoutes(passThrough),
    partnerRoutes({ partner, signup: config.metaSignup }),
    ...chats.routes,
    ...files.routes,
    ...flows.routes,
    ...giving.routes,
    ...sending.routes,
    ...templates.routes,
    ...batches.routes,
    ...inbound.routes,
    transferRoutes(new ChatImports({ ...parts, plugins })),
  ]
  return {
    vault,
    graph,
    plugins,
    checkup,
    objects,
    passThrough,
    webhooks,
    messages: sending.messages,
    templates: templates.templates,
    media: files.media,
    assignment: giving.assignment,
    chatLists: chats.chatLists,
    statistics: new MessagingStatistics(parts),
    routes,
    /** what a background job that sends does with its rows */
    sendWork: batches.work,
    /** what the queue runs for it; beside them what `upkeep` and `sweep` do for each team, and for all */
    handlers: {
      ...outgoing.handlers,
      'plugin-check': checkup.run,
      'take-foreign-again': inbound.takeForeignAgain,
      'send-lane': batches.lanes.wake,
      'refresh-templates': templates.templates.runRefresh,
      'keep-media': files.media.keepOne,
      'assign-chats': ({ teamId }: { teamId: string }) => giving.assignment.assignWaiting(teamId),
      'away-message': sendAway({ ...parts, plugins, messages: sending.messages }),
    },
    upkeep: [
      // of each team
      checkup.refresh,
      partner.sweep,
      templates.templates.refreshOld,
      inbound.upkeep,
      (teamId) => giving.assignment.assignWaiting(teamId),
      batches.lanes.revive,
      chats.presence.sweep,
    ] as ((teamId: string) => Promise<void>)[],
    sweep: [outgoing.sweep, inbound.sweep] as (() => Promise<void>)[],
    /** background work of this process, begun where it works on jobs */
    async start(): Promise<void> {
      outgoing.start()
      await sending.senders.ready()
      inbound.worker.start()
    },
    async stop(): Promise<void> {
      await inbound.worker.stop()
      await batches.lanes.stop()
      await sending.senders.stop()
      await outgoing.stop()
      await graph.close()
    },
  }
}

export type WhatsApp = ReturnType<typeof composeWhatsApp>
