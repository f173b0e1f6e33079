import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DestinationStream } from 'pino'
import { afterAll, beforeAll, inject } from 'vitest'
import type { Config } from '../../src/config.ts'
import { makeLogger } from '../../src/logger.ts'
import { compose, type Nadi, serve } from '../../src/main.ts'
import type { Scope } from '../../src/scope.ts'
import { type Api, apiWith } from './api.ts'
import { createDatabase, type TestDatabase } from './database.ts'

export interface RunningNadi extends Nadi {
  url: string
  databaseUrl: string
  dataDir: string
}

/** What a test gets: a team of its own, and a key of its administrator. */
export interface TeamAtHand {
  nadi: RunningNadi
  api: Api
  scope: Scope
  /** the same server with another key, or none */
  as(key: string): Api
}

let running: RunningNadi | undefined
let database: TestDatabase | undefined
let dataDir: string | undefined

/**
 * Starts one server (api and worker) for the test file, on a database of its own. Call it once, at the top of the file.
 * @param changes of the configuration, or how to find them once what was started before it runs
 */
export function startNadi(changes: Partial<Config> | (() => Partial<Config>) = {}): void {
  beforeAll(async () => {
    database = await createDatabase(inject('adminUrl'))
    // another name than that of a cluster's folder, which a run that starts beside this one would take for a leftover
    dataDir = await mkdtemp(path.join(tmpdir(), 'nadi-files-'))
    running = await startServer(database.url, dataDir, typeof changes === 'function' ? changes() : changes)
  })
  afterAll(async () => {
    await running?.stop()
    running = undefined
    await database?.drop()
    if (dataDir) await rm(dataDir, { recursive: true, force: true })
  })
}

/** One server on a database; tests of several servers start more than one. */
export async function startServer(
  databaseUrl: string,
  dataDir: string,
  changes: Partial<Config> = {},
  logs?: DestinationStream,
): Promise<RunningNadi> {
  const config: Config = {
    port: 0,
    isPortChosen: true,
    host: '127.0.0.1',
    databaseUrl,
    databaseDirectUrl: databaseUrl,
    dataDir,
    role: 'all',
    publicUrl: null,
    mail: null,
    oidc: null,
    trustedProxies: [],
    secretKey: randomBytes(32),
    previousSecretKeys: [],
    secretKeyFile: null,
    apiKey: null,
    demo: false,
    storage: 'disk',
    metricsToken: null,
    graphUrls: ['https://graph.facebook.com'],
    metaSignup: null,
    allowedHooks: [],
    logLevel: 'error',
    ...changes,
  }
  const nadi = await compose(config, { url: databaseUrl, directUrl: databaseUrl }, makeLogger(config, logs))
  const url = await serve(nadi, config)
  return { ...nadi, url, databaseUrl, dataDir }
}

export function theNadi(): RunningNadi {
  if (!running) throw new Error('Call startNadi() at the top of the test file.')
  return running
}

let teams = 0

/** A fresh, empty team and its administrator's key. */
export async function makeTeam(nadi: RunningNadi = theNadi()): Promise<TeamAtHand> {
  const shortId = `t${++teams}${randomBytes(4).toString('hex')}`
  const { scope, apiKey } = await nadi.teams.create({
    shortId,
    name: `Team ${shortId}`,
    timeZone: 'Asia/Kolkata',
    callingCode: '91',
    adminUsername: `admin@${shortId}.example`,
  })
  const as = (key: string): Api => apiWith(nadi.url, key)
  return { nadi, api: as(apiKey), scope, as }
}

/** Wraps a test: it gets a fresh team on the file's server. */
export function withTeam(test: (team: TeamAtHand) => Promise<void>): () => Promise<void> {
  return async () => test(await makeTeam())
}
