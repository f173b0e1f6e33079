import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { applyModel } from '../../harness/model.ts'
import { makeTeam, startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import {
  anyWhere,
  type Deal,
  dealInput,
  dealOf,
  everyPage,
  listModel,
  listPath,
  multiply,
  usernames,
} from './list-model.ts'

startNadi()

const seed = { seed: 20_261_124 }
const count = 150

let team: TeamAtHand
let api: Api
let deals: Deal[] = []

beforeAll(async () => {
  team = await makeTeam()
  api = team.api
  await applyModel(api, listModel)
  const roles = await api.get('/v1/ext/roles')
  for (const username of usernames) {
    await api.post('/v1/ext/user', { username, role: roles.body._data[0].id })
  }
  const inputs = fc.sample(dealInput, { numRuns: count, ...seed })
  for (const [index, input] of inputs.entries()) {
    const data = { deal_id: `D-${index}`, ...(input.data as object) }
    const made = await api.post('/v1/ext/procedure/deal/process', { ...input, data })
    if (made.status !== 200) throw new Error(made.body._errors.join(' '))
    deals.unshift(dealOf(made.body._data))
  }
  deals = await everyPage(api, {})
})

test('without conditions a list holds every process, the newest first', () => {
  expect(deals).toHaveLength(count)
  expect(deals.map((deal) => deal.createdAt)).toEqual(deals.map((deal) => deal.createdAt).sort((a, b) => b - a))
})

/** Asks for lists of every kind and compares them with what the conditions say of each process. */
async function compareWithConditions(numRuns: number): Promise<void> {
  const list = async (where: object) => {
    const answer = await api.post(listPath, { where, limit: 100, total: true })
    if (answer.status !== 200) throw new Error(answer.body._errors.join(' '))
    return answer.body
  }
  await fc.assert(
    fc.asyncProperty(anyWhere, async ({ where, test }) => {
      const expected = deals.filter(test).map((deal) => deal.id)
      const { _data, _meta } = await list(where)
      expect(_data.map((each: { id: string }) => each.id)).toEqual(expected.slice(0, 100))
      expect(_meta.total).toBe(expected.length)
      expect(_meta.hasMore).toBe(expected.length > 100)
    }),
    { ...seed, numRuns },
  )
}

test('a list holds exactly what its conditions say, in order, whatever they are', async () => {
  await compareWithConditions(400)
}, 120_000)

const orders = ['createdAt', 'nextActionAt', 'amount', 'price', 'city', 'is_hot'] as const

async function compareOrders(numRuns: number, limits: readonly number[]): Promise<void> {
  const request = fc.record({
    filter: fc.option(anyWhere, { nil: undefined }),
    by: fc.constantFrom(...orders),
    isDescending: fc.boolean(),
    limit: fc.constantFrom(...limits),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ filter, by, isDescending, limit }) => {
      const body = { where: filter?.where ?? {}, orderBy: `${isDescending ? '-' : ''}${by}`, limit }
      const paged = await everyPage(api, body)
      const expected = sorted(deals.filter(filter?.test ?? (() => true)), by, isDescending)
      expect(paged.map((deal) => deal.id)).toEqual(expected.map((deal) => deal.id))

      const skip = Math.floor(expected.length / 2)
      const skipped = await api.post(listPath, { ...body, skip, limit: 5 })
      expect(skipped.body._data.map((each: { id: string }) => each.id)).toEqual(
        expected.slice(skip, skip + 5).map((deal) => deal.id),
      )
    }),
    { ...seed, numRuns },
  )
}

test('pages by cursor or by skip hold every process once, in the order asked for', async () => {
  await compareOrders(120, [7, 20, 40, 100])
}, 120_000)

/** As the index has it: texts by their first 200 characters, decimals as numbers, then by creation; the absent last, newest first. */
function sorted(all: readonly Deal[], by: (typeof orders)[number], isDescending: boolean): Deal[] {
  const keyOf = (deal: Deal): unknown => {
    if (by === 'createdAt' || by === 'nextActionAt') return deal[by]
    const value = deal.data[by]
    if (by === 'price') return value === undefined ? undefined : Number(value)
    return typeof value === 'string' ? value.slice(0, 200) : value
  }
  const compare = (one: unknown, other: unknown): number =>
    typeof one === 'string' ? Buffer.compare(Buffer.from(one), Buffer.from(String(other))) : Number(one) - Number(other)
  const age = (one: Deal, other: Deal) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)
  const sign = isDescending ? -1 : 1
  const present = all.filter((deal) => keyOf(deal) !== undefined && keyOf(deal) !== null)
  const absent = all.filter((deal) => !present.includes(deal))
  return [
    ...present.toSorted((one, other) => sign * (compare(keyOf(one), keyOf(other)) || age(one, other))),
    ...absent.toSorted((one, other) => -age(one, other)),
  ]
}

test('rows that come while a list is paged through disturb none that were there', async () => {
  const before = await everyPage(api, {})
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await api.post(listPath, { limit: 20, where: { not: { deal_id: 'none' } }, ...(cursor && { cursor }) })
    seen.push(...page.body._data.map((each: { id: string }) => each.id))
    cursor = page.body._meta.nextCursor
    await api.post('/v1/ext/procedure/deal/process', { data: { deal_id: `late-${seen.length}`, city: 'Pune' } })
  } while (cursor)
  expect(seen).toEqual(before.map((deal) => deal.id))
})

test('among thousands, where sets are merged and counted in their indexes, lists are as exact', async () => {
  await multiply(team, 24)
  deals = await everyPage(api, {})
  expect(deals.length).toBeGreaterThan(24 * count)
  await compareWithConditions(200)
  await compareOrders(12, [100])
}, 180_000)
