import type { Bench, Context, Outcome, Row } from './bench.ts'
import { type Child, startChild } from './child.ts'
import { explainSlow } from './explain.ts'
import { median } from './load.ts'
import { type ListTeam, seedList } from './seed-list.ts'

const teams = 10
const many = 100_000
const few = 1_000
const requests = 150
/** a shape whose median is above this shows its query plan */
const slowMs = 5

const shapes = ({ usernames: [, seldom] }: ListTeam): Record<string, object> => ({
  'equality, rare': { where: { city: 'city 38' } },
  'equality, common': { where: { city: 'city 0' } },
  'list of values': { where: { city: ['city 0', 'city 7', 'city 30'] } },
  range: { where: { loan_amount: { '>=': 500_000 } } },
  'and/or nested': {
    where: {
      status: 'OPEN',
      or: [{ city: ['city 1', 'city 2'] }, { and: [{ loan_amount: { '>=': 900_000 } }, { source: 'ADVERT' }] }],
    },
  },
  state: { where: { state: 'CONTACTED' } },
  assignee: { where: { assignedTo: seldom } },
  phone: { where: { phone_number: '9800000123' } },
  'two attributes': { where: { city: 'city 0', source: 'ADVERT' } },
  'newest 10': {},
  'page of 100': { limit: 100 },
})

/** Lists of every shape on a million processes, beside the same on ten thousand: their cost must not grow with the rows of others or of the past. */
export const lists: Bench = {
  name: 'lists',
  run: async (context: Context): Promise<Outcome> => {
    context.say(`seeding ${(teams * many).toLocaleString('en')} processes`)
    const large = await prepare(context, 'lists_large', many)
    const small = await prepare(context, 'lists_small', few)
    const rows: Row[] = []
    const slow: Record<string, object> = {}
    for (const [name, body] of Object.entries(shapes(large.team))) {
      context.say(name)
      const reference: number[] = []
      const ours: number[] = []
      const smallBody = shapes(small.team)[name] ?? {}
      for (let round = 0; round < requests; round++) {
        reference.push(await time(small, smallBody))
        ours.push(await time(large, body))
      }
      const warm = (times: number[]): number[] => times.slice(20).sort((a, b) => a - b)
      const [ourTimes, theirTimes] = [warm(ours), warm(reference)]
      const [our, their] = [median(ourTimes), median(theirTimes)]
      const p99 = ourTimes[Math.floor(ourTimes.length * 0.99)] ?? 0
      if (our > slowMs) slow[name] = body
      rows.push({
        work: `list, ${name}`,
        ours: `median ${our.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
        reference: `median ${their.toFixed(1)} ms`,
        ratio: our / their,
        target: '≤ 1.5 × or + 8 ms, p99 ≤ 20 ms',
        isMet: (our <= 1.5 * their || our <= their + 8) && p99 <= 20,
      })
    }
    await large.server.stop()
    await small.server.stop()
    const plans = await explainSlow(large.url, large.team.key, slow)
    return { rows, notes: plans.length > 0 ? plans : [`no list has a median above ${slowMs} ms`] }
  },
}

interface Prepared {
  url: string
  team: ListTeam
  server: Child
}

async function prepare(context: Context, name: string, count: number): Promise<Prepared> {
  const url = await context.createDatabase(name)
  const made = await seedList(url, teams, count)
  const team = made[Math.floor(teams / 2)]
  if (!team) throw new Error('No team was made.')
  return { url, team, server: await startChild('server.ts', { url }) }
}

/** milliseconds of one list over HTTP */
async function time({ server, team }: Prepared, body: object): Promise<number> {
  const started = performance.now()
  const response = await fetch(`${server.url}/v1/ext/procedure/lead/process/list`, {
    method: 'POST',
    headers: { authorization: `Bearer ${team.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return performance.now() - started
}
