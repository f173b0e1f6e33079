import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Simulator } from '@nadi/simulator'
import { sql } from 'kysely'
import type { Config } from '../config.ts'
import { findTeamId } from '../database/global-lookups.ts'
import { recordEvent } from '../events/record.ts'
import type { Nadi } from '../main.ts'
import { operatorScope } from '../platform/teams/operator.ts'
import type { Scope } from '../scope.ts'
import { newOneTimePassword } from '../sign-in/passwords/rules.ts'
import { DemoApi } from './api.ts'
import { seedInbox } from './inbox.ts'
import { readDemoKey, writeDemoKey } from './key-file.ts'
import { type DemoLead, demoLeadCount, demoLeads } from './leads.ts'
import { isSeeded } from './store.ts'
import { demoTickets } from './tickets.ts'
import { connectDemo, type DemoWhatsApp, letSimulatorRemember } from './whatsapp.ts'

export interface SeededDemo {
  apiKey: string
  username: string
  /** of the first sign-in of everybody; null where they were given one by an earlier start */
  password: string | null
  leads: number
  whatsapp: DemoWhatsApp | null
}

const shortId = 'demo'
const username = 'alex@paisapay.com'

/**
 * The demo team of a first start, made through the configuration file and the API like any other. Safe to run again after a crash in the
 * middle, and by several servers at once.
 */
export async function seedDemo(
  nadi: Nadi,
  config: Config,
  { url, simulator }: { url: string; simulator: Simulator | null },
): Promise<SeededDemo> {
  // held until the end: a second server waits, and finds everything there
  return nadi.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('nadi demo'))`.execute(tx)
    const known = await readDemoKey(config.dataDir)
    const apiKey = known && (await nadi.keys.find(known)) ? known : await firstKey(nadi, config)
    if (apiKey !== known) await writeDemoKey(config.dataDir, apiKey)
    const principal = await nadi.keys.find(apiKey)
    if (!principal) throw new Error('The key of the demo team was not accepted.')
    const scope = operatorScope(principal.teamId)
    const api = new DemoApi(url, apiKey)
    const now = Date.now()
    const isNew = !(await isSeeded(nadi.db, scope))
    const leads = demoLeads(scope.teamId, now)
    if (isNew) await seedProcesses(api, config, scope, leads, now)
    const whatsapp = simulator && (await connectDemo(api, simulator))
    if (isNew) {
      // conversations are about leads, which another server may still have to take in
      if (whatsapp && config.role === 'all') await seedInbox(api, leads, { ...whatsapp, now })
      await nadi.db.transaction().execute((done) =>
        recordEvent(done, scope, {
          kind: 'demo.seeded',
          subjectId: scope.teamId,
          before: null,
          after: { leads: leads.length },
        }),
      )
    }
    if (simulator) await letSimulatorRemember(api, simulator)
    if (whatsapp) nadi.demoPhone.show(scope.teamId, whatsapp.phoneUrl)
    const password = await firstPassword(nadi, scope)
    return { apiKey, username, password, leads: demoLeadCount, whatsapp }
  })
}

/** The model, and what the team works on. */
async function seedProcesses(api: DemoApi, config: Config, scope: Scope, leads: readonly DemoLead[], now: number) {
  const file = await readFile(path.join(import.meta.dirname, 'demo.yaml'), 'utf8')
  await api.post('/v1/ext/config/apply', { config: file })
  for (const [procedure, rows] of [
    ['lead', leads],
    ['ticket', demoTickets(scope.teamId, leads, now)],
  ]) {
    const job = await api.post<{ id: string }>(`/v1/ext/procedure/${procedure}/process/import`, rows)
    // a server without a worker leaves them to the one that has it
    if (config.role === 'all') await api.completed(job.id)
  }
}

/** A key of the demo team, which is made where it is not there. */
async function firstKey(nadi: Nadi, config: Config): Promise<string> {
  const teamId = await findTeamId(nadi.db, shortId)
  if (!teamId) {
    const created = await nadi.teams.create({
      shortId,
      name: 'PaisaPay',
      timeZone: 'Asia/Kolkata',
      callingCode: '91',
      adminUsername: username,
      apiKey: config.apiKey,
    })
    return created.apiKey
  }
  if (config.apiKey && (await nadi.keys.find(config.apiKey))?.teamId === teamId) return config.apiKey
  const key = await nadi.keys.create(operatorScope(teamId), { name: 'Demo key', role: 'Admin', user: username })
  return key.key
}

/** One password for all of the demo's people, which each must change. The administrator gets it last: a start that was cut short begins anew. */
async function firstPassword({ users, signIn: { passwords } }: Nadi, scope: Scope): Promise<string | null> {
  const administrator = await users.fetch(scope, username)
  if (await passwords.has(scope, administrator.id)) return null
  const page = await users.list(scope, { skip: 0, limit: 100, isDeleted: false, total: false })
  const others = page.users.filter(({ id }) => id !== administrator.id)
  const password = newOneTimePassword()
  for (const { id } of [...others, administrator]) await passwords.setOneTime(scope, id, password)
  return password
}
