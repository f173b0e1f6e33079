import { randomBytes } from 'node:crypto'
import type { Bench, Context, Outcome } from './bench.ts'
import { startChild } from './child.ts'
import { inTurn, load, perSecond } from './load.ts'
import { prepareTeam } from './team.ts'

const connections = 32
const rounds = 3
const filled = 2_000

const cities = ['Pune', 'Mumbai', 'Nagpur', 'Goa', 'Indore', 'Surat', 'Delhi', 'Kochi']
const sources = ['WEBSITE', 'REFERRAL', 'ADVERT', 'WALK_IN']
const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T

const newData = () => ({
  name: `Asha ${randomBytes(4).toString('hex')}`,
  city: pick(cities),
  loan_amount: Math.floor(Math.random() * 1_000_000),
  source: pick(sources),
  score: Math.floor(Math.random() * 1_000),
})

/** Fetch, create and update of single processes, with the key and its limits checked, beside bare Fastify and pg. */
export const hotPaths: Bench = {
  name: 'single processes',
  run: async (context: Context): Promise<Outcome> => {
    const url = await context.createDatabase('hot_paths')
    const team = await prepareTeam(url)
    const startedAt = performance.now()
    const nadi = await startChild('server.ts', { url })
    const startUp = Math.round(performance.now() - startedAt)
    const bare = await startChild('reference/server.ts', { url, ...team })
    const idle = await nadi.memory()
    const base = '/v1/ext/procedure/application/process'
    const ids = await fill(nadi.url, team.key, base)
    const common = { key: team.key, connections, seconds: context.seconds }
    const body = () => JSON.stringify({ data: newData() })
    const change = () => JSON.stringify({ data: { city: pick(cities) } })

    context.say('fetch by id')
    const fetched = await inTurn(
      rounds,
      () => load({ ...common, url: nadi.url, request: () => ({ method: 'GET', path: `${base}/${pick(ids)}` }) }),
      () => load({ ...common, url: bare.url, request: () => ({ method: 'GET', path: `/process/${pick(ids)}` }) }),
    )
    context.say('create')
    const created = await inTurn(
      rounds,
      () => load({ ...common, url: nadi.url, request: () => ({ method: 'POST', path: base, body: body() }) }),
      () => load({ ...common, url: bare.url, request: () => ({ method: 'POST', path: '/process', body: body() }) }),
    )
    context.say('update')
    const updated = await inTurn(
      rounds,
      () =>
        load({
          ...common,
          url: nadi.url,
          request: () => ({ method: 'PUT', path: `${base}/${pick(ids)}`, body: change() }),
        }),
      () =>
        load({
          ...common,
          url: bare.url,
          request: () => ({ method: 'PUT', path: `/process/${pick(ids)}`, body: change() }),
        }),
    )
    const busy = await nadi.memory()
    await nadi.stop()
    await bare.stop()
    const row = (work: string, measured: typeof fetched, target: number) => ({
      work,
      ours: perSecond(measured.ours),
      reference: perSecond(measured.reference),
      ratio: measured.ratio,
      target: `≥ ${target.toFixed(2)} ×`,
      isMet: measured.ratio >= target,
    })
    return {
      rows: [
        row('fetch by id, 32 connections', fetched, 0.7),
        row('create with four filterable attributes and history', created, 0.6),
        row('update of one attribute', updated, 0.6),
      ],
      notes: [
        `start-up to the first answer: ${startUp} ms (database running and migrated)`,
        `resident memory: ${idle} MB idle, ${busy} MB after the load`,
      ],
    }
  },
}

async function fill(url: string, key: string, path: string): Promise<string[]> {
  const ids: string[] = []
  const one = async (): Promise<void> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data: newData() }),
    })
    const answer = (await response.json()) as { _data: { id: string }; _errors: string[] }
    if (!response.ok) throw new Error(answer._errors.join(' '))
    ids.push(answer._data.id)
  }
  while (ids.length < filled) await Promise.all(Array.from({ length: 32 }, one))
  return ids
}
