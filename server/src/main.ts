import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { connect, type Database, poolSizes } from './database/database.ts'
import { listen } from './database/notifications.ts'
import { YoungTables } from './database/young-tables.ts'
import { streamRoutes } from './events/stream/routes.ts'
import { EventStreams } from './events/stream/service.ts'
import { isFree } from './free-port.ts'
import { buildApp } from './http/app.ts'
import { metricsRoutes } from './http/metrics.routes.ts'
import { Metrics } from './http/metrics.ts'
import { PublicAddress } from './http/public-address.ts'
import { sweepRequests } from './http/sweep.ts'
import { newId } from './ids.ts'
import { countJobs } from './jobs/queue-depth.store.ts'
import { QueueRunner } from './jobs/runner.ts'
import { forEachTeam } from './jobs/upkeep.ts'
import { agendaRoutes } from './platform/agenda/routes.ts'
import { Agenda } from './platform/agenda/service.ts'
import { auditRoutes } from './platform/audit/routes.ts'
import { Audit } from './platform/audit/service.ts'
import { bulkRoutes } from './platform/background-jobs/bulk-routes.ts'
import { RowChecks } from './platform/background-jobs/check.ts'
import { rowCheckRoutes } from './platform/background-jobs/check-routes.ts'
import { backgroundJobRoutes } from './platform/background-jobs/routes.ts'
import { BackgroundJobs } from './platform/background-jobs/service.ts'
import { BackgroundJobWorker } from './platform/background-jobs/worker.ts'
import { makeWorks } from './platform/background-jobs/works.ts'
import { ModelParts } from './platform/configuration/parts.ts'
import { configurationRoutes } from './platform/configuration/routes.ts'
import { Configuration } from './platform/configuration/service.ts'
import { DemoPhone } from './platform/console/demo-phone.ts'
import { consoleRoutes } from './platform/console/routes.ts'
import { entityRoutes } from './platform/entities/routes.ts'
import { groupRoutes } from './platform/groups/routes.ts'
import { Groups } from './platform/groups/service.ts'
import { podKind, skillKind } from './platform/groups/types.ts'
import { healthRoutes } from './platform/health/routes.ts'
import { keyRoutes } from './platform/keys/routes.ts'
import { Keys } from './platform/keys/service.ts'
import { leadRoutes } from './platform/leads/routes.ts'
import { Models } from './platform/model/service.ts'
import { photoRoutes } from './platform/photos/routes.ts'
import { Photos } from './platform/photos/service.ts'
import { procedureRoutes } from './platform/procedures/routes.ts'
import { catchUp } from './platform/processes/catch-up.ts'
import { exportRoutes } from './platform/processes/export/routes.ts'
import { Exports } from './platform/processes/export/service.ts'
import { historyRoutes } from './platform/processes/history/routes.ts'
import { Histories } from './platform/processes/history/service.ts'
import { IndexCheck } from './platform/processes/index-check.ts'
import { processListRoutes } from './platform/processes/list/routes.ts'
import { ProcessLists } from './platform/processes/list/service.ts'
import { processRoutes } from './platform/processes/routes.ts'
import { Processes } from './platform/processes/service.ts'
import { recordRoutes } from './platform/records/routes.ts'
import { Records } from './platform/records/service.ts'
import { roleRoutes } from './platform/roles/routes.ts'
import { Roles } from './platform/roles/service.ts'
import { settingsRoutes } from './platform/settings/routes.ts'
import { UserSettings } from './platform/settings/service.ts'
import { composeStatistics } from './platform/statistics/compose.ts'
import { statisticsRoutes } from './platform/statistics/routes.ts'
import { taskRoutes } from './platform/tasks/routes.ts'
import { Tasks } from './platform/tasks/service.ts'
import { teamRoutes } from './platform/teams/routes.ts'
import { Teams } from './platform/teams/service.ts'
import { TeamExports } from './platform/transfer/exports.ts'
import { Imports } from './platform/transfer/imports.ts'
import { userRoutes } from './platform/users/routes.ts'
import { Users } from './platform/users/service.ts'
import { viewRoutes } from './platform/views/routes.ts'
import { Views } from './platform/views/service.ts'
import { openVault } from './secrets/open-vault.ts'
import { composeSignIn, type SignInHalf } from './sign-in/compose.ts'
import { Sessions } from './sign-in/sessions/service.ts'
import { openStorage } from './storage/open-storage.ts'
import { sweepFiles } from './storage/sweep.ts'
import { askForAssignment } from './whatsapp/assignment/ask.ts'
import { asksOfView } from './whatsapp/chats/asks-of-view.ts'
import { composeWhatsApp, type WhatsApp } from './whatsapp/compose.ts'
import { messagingCounters } from './whatsapp/statistics/counters.ts'
import { messagingStatisticsRoutes } from './whatsapp/statistics/routes.ts'

/** Everything that the program is made of, composed for one database. */
export interface Nadi {
  db: Database
  models: Models
  indexCheck: IndexCheck
  keys: Keys
  users: Users
  teams: Teams
  configuration: Configuration
  backgroundJobs: BackgroundJobs
  backgroundJobWorker: BackgroundJobWorker
  exports: TeamExports
  whatsapp: WhatsApp
  signIn: SignInHalf
  publicAddress: PublicAddress
  demoPhone: DemoPhone
  app: FastifyInstance
  stop(): Promise<void>
}

export interface Addresses {
  url: string
  directUrl: string
}

export async function compose(config: Config, { url, directUrl }: Addresses, logger: FastifyBaseLogger): Promise<Nadi> {
  const db = connect({ url, maxConnections: 20, keepsSession: url === directUrl })
  // what is asked while a transaction holds its own connection: from the pool it could wait for ever, should all be held like that
  const aside = connect({ url, maxConnections: 2, keepsSession: url === directUrl })
  const models = new Models({ db: aside })
  const keys = new Keys({ db, models, newId })
  const sessions = new Sessions({ db, newId })
  const roles = new Roles({ db, models, newId, keys })
  const users = new Users({
    db,
    models,
    newId,
    dutyChanged: askForAssignment,
    left: (...who) => signIn.left(...who),
  })
  const processes = new Processes({ db, aside, models, newId })
  const processLists = new ProcessLists({ db, models })
  const histories = new Histories({ db, models })
  const tasks = new Tasks({ db, models, processes, newId })
  const pods = new Groups(podKind, { db, models, newId })
  const skills = new Groups(skillKind, { db, models, newId })
  const teams = new Teams({ db, models, newId, roles, users, keys })
  const configuration = new Configuration({ db, models, newId, teams, roles, pods, skills, users })
  const records = new Records({ db, models, newId })
  const modelParts = new ModelParts({ configuration, models })
  const storage = openStorage(config)
  const photos = new Photos({ db, storage, newId })
  const backgroundJobs = new BackgroundJobs({ db, models })
  const incoming = path.join(config.dataDir, 'files', 'incoming')
  const publicAddress = new PublicAddress(config.publicUrl)
  const demoPhone = new DemoPhone()
  const streams = new EventStreams({ db: aside, models, logger })
  const vault = openVault(config)
  const signIn = composeSignIn({
    config,
    db,
    models,
    vault,
    sessions,
    users,
    teams,
    roles,
    publicAddress,
    newId,
    logger,
  })
  const whatsapp = composeWhatsApp({
    config,
    vault,
    db,
    aside,
    models,
    processes,
    tasks,
    backgroundJobs,
    storage,
    incoming,
    publicAddress,
    streams,
    newId,
    logger,
  })
  const { statistics, follower } = composeStatistics({
    db,
    models,
    processLists,
    openChats: (scope) => whatsapp.statistics.openChats(scope),
    counters: messagingCounters,
    logger,
  })

  const metrics = new Metrics()
  metrics.watch('nadi_database_connections', 'Connections to PostgreSQL, by state.', 'state', () => poolSizes(db))
  metrics.watch('nadi_queue_jobs', 'Jobs of the queue, of all servers, by state.', 'state', () => countJobs(db))

  metrics.watch('nadi_event_streams', 'Clients that listen to what changes.', 'state', () => [['open', streams.count]])

  const notifications = listen({
    url: directUrl,
    channels: ['nadi_model', 'nadi_keys', 'nadi_sessions'],
    heard: (channel, payload) => {
      const [teamId = '', userId = ''] = payload.split(' ')
      if (channel === 'nadi_keys') keys.dropAll()
      else if (channel === 'nadi_sessions') sessions.drop(userId)
      else models.drop(teamId)
      streams.judge(channel === 'nadi_keys' ? undefined : teamId)
    },
    reconnected: () => {
      keys.dropAll()
      sessions.dropAll()
      models.dropAll()
      streams.judge()
    },
    logger,
  })
  const routes = [
    healthRoutes(db),
    consoleRoutes(demoPhone),
    teamRoutes(teams),
    roleRoutes(roles),
    groupRoutes(pods),
    groupRoutes(skills),
    userRoutes(users),
    keyRoutes(keys),
    auditRoutes(new Audit({ db, models })),
    streamRoutes(streams),
    configurationRoutes(configuration),
    procedureRoutes(modelParts),
    entityRoutes(modelParts),
    recordRoutes(records),
    viewRoutes(new Views({ db, models, newId, processLists, asksChats: asksOfView(whatsapp.chatLists) })),
    settingsRoutes(new UserSettings({ db })),
    processRoutes(processes),
    processListRoutes(processLists),
    exportRoutes(new Exports({ lists: processLists })),
    historyRoutes(histories),
    leadRoutes(processes),
    taskRoutes(tasks),
    agendaRoutes(new Agenda({ db, models, processes, tasks })),
    bulkRoutes(backgroundJobs, { incoming, newId }),
    rowCheckRoutes(new RowChecks({ models, processes })),
    backgroundJobRoutes(backgroundJobs),
    metricsRoutes(metrics, { token: config.metricsToken }),
    photoRoutes(photos, { incoming }),
    statisticsRoutes(statistics),
    messagingStatisticsRoutes(whatsapp.statistics, (scope) => statistics.isBehind(scope)),
    ...signIn.routes,
    ...whatsapp.routes,
  ]
  const backgroundJobWorker = new BackgroundJobWorker({
    db,
    models,
    keys,
    logger,
    works: makeWorks({ processes, imports: new Imports({ processes, tasks, newId }), send: whatsapp.sendWork }),
  })
  const app = await buildApp({
    db,
    keys,
    sessions,
    models,
    publicAddress,
    trustedProxies: config.trustedProxies,
    metrics,
    logger,
    routes,
  })
  let answers = false
  app.addHook('onReady', async () => {
    answers = true
  })
  const handlers = {
    'background-job': backgroundJobWorker.run,
    'catch-up': catchUp({ db, models }),
    ...signIn.handlers,
    ...whatsapp.handlers,
    upkeep: forEachTeam(db, backgroundJobs.reviveForgotten, ...signIn.upkeep, ...whatsapp.upkeep),
    sweep: async () => {
      await sweepRequests(db)
      await sweepFiles({ db, storage, incoming, owners: [photos.files, whatsapp.media.files] })
      for (const work of [...signIn.sweep, ...whatsapp.sweep]) await work()
    },
  }
  const queue =
    config.role === 'api' ? null : new QueueRunner({ db, directUrl, handlers, logger, ended: metrics.countJob })
  const youngTables = new YoungTables({ db, logger })
  if (config.role !== 'api') {
    await whatsapp.start()
    follower.start()
    youngTables.start()
  }

  return {
    db,
    models,
    indexCheck: new IndexCheck({ db, models }),
    keys,
    users,
    teams,
    configuration,
    backgroundJobs,
    backgroundJobWorker,
    exports: new TeamExports({ models, processes, tasks }),
    whatsapp,
    signIn,
    publicAddress,
    demoPhone,
    app,
    stop: async () => {
      // a command or a worker never answers: to close, the app would first have to get ready for it
      if (answers) await app.close()
      await queue?.stop()
      await follower.stop()
      await youngTables.stop()
      await whatsapp.stop()
      signIn.stop()
      await notifications.stop()
      await db.destroy()
      await aside.destroy()
    },
  }
}

/** Starts to answer; the address that it answers at. Where nobody chose the port and it is taken, by another checkout's server, any other will do. */
export async function serve(
  nadi: Nadi,
  { host, port, isPortChosen }: Pick<Config, 'host' | 'port' | 'isPortChosen'>,
): Promise<string> {
  await nadi.app.listen({ host, port: isPortChosen || (await isFree(host, port)) ? port : 0 })
  const address = nadi.app.server.address() as AddressInfo
  const shown = host.includes(':') ? `[${host}]` : host
  const url = `http://${shown}:${address.port}`
  nadi.publicAddress.listensAt(url)
  return url
}
