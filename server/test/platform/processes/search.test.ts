import { beforeAll, expect, test } from 'vitest'
import { applyModel } from '../../harness/model.ts'
import { makeTeam, startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'

startNadi()

const base = '/v1/ext/procedure/lead/process'
let team: TeamAtHand

beforeAll(async () => {
  team = await makeTeam()
  await applyModel(team.api)
  const leads = [
    { data: { name: 'Asha Rao', city: 'Pune', phone_number: '9876543210' } },
    { data: { name: 'Prakash', city: 'Goa' }, state: 'CONTACTED' },
    { data: { name: 'Meera', city: 'Pune', phone_number: '9812345678' }, state: 'CONTACTED' },
    { data: { name: 'Kabir', city: 'Goa' }, state: 'LOST' },
  ]
  for (const lead of leads) expect((await team.api.post(base, lead)).body._errors).toEqual([])
})

const found = async (body: object): Promise<string[]> => {
  const { body: answer } = await team.api.post(`${base}/list`, body)
  expect(answer._errors).toEqual([])
  return answer._data.map(({ data }: { data: { name: string } }) => data.name).sort()
}

test('a search finds what is anywhere in a searchable attribute, whatever its case', async () => {
  expect(await found({ search: 'ASH' })).toEqual(['Asha Rao', 'Prakash'])
  expect(await found({ search: ' rao ' })).toEqual(['Asha Rao'])
  expect(await found({ search: '100%' })).toEqual([])
})

test('a search finds the beginning of a primary key, also without its prefix and zeros', async () => {
  expect(await found({ search: 'LEAD-00000' })).toHaveLength(4)
  expect(await found({ search: 'lead-000002' })).toEqual(['Prakash'])
  expect(await found({ search: 'LEAD-3' })).toEqual(['Meera'])
  expect(await found({ search: '04' })).toEqual(['Kabir'])
})

test('a search finds a phone number however it is written', async () => {
  expect(await found({ search: '98765 43210' })).toEqual(['Asha Rao'])
  expect(await found({ search: '+91 98123-45678' })).toEqual(['Meera'])
  expect(await found({ search: '098123 45678' })).toEqual(['Meera'])
  expect(await found({ search: '543210' })).toEqual(['Asha Rao'])
})

test('a search and conditions are both required; an empty search asks for nothing', async () => {
  expect(await found({ search: 'ash', where: { city: 'Pune' } })).toEqual(['Asha Rao'])
  expect(await found({ search: '  ' })).toHaveLength(4)
})

test('a cursor of one search is none of another', async () => {
  const first = await team.api.post(`${base}/list`, { search: 'ash', limit: 1, total: true })
  expect(first.body._meta).toMatchObject({ hasMore: true, total: 2 })

  const next = { search: 'ash', limit: 1, cursor: first.body._meta.nextCursor }

  expect((await team.api.post(`${base}/list`, next)).body._data).toHaveLength(1)
  expect((await team.api.post(`${base}/list`, { ...next, search: 'rao' })).status).toBe(400)
})

test('one letter is too little to search by, and a procedure without anything searchable says so', async () => {
  const short = await team.api.post(`${base}/list`, { search: 'a' })
  expect(short.body._errors).toEqual(['"search" must be at least 2 characters long.'])

  await applyModel(team.api, {
    procedures: { visit: { states: { OPEN: {} }, attributes: { note: { type: 'text' } } } },
  })
  const nothing = await team.api.post('/v1/ext/procedure/visit/process/list', { search: 'ash' })
  expect(nothing.body._errors).toEqual(['No attribute of visit is searchable.'])
})

test('an export takes the search of the list on the screen', async () => {
  const response = await team.api.fetch(`${base}/export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ search: 'ash', format: 'csv', columns: ['name'] }),
  })
  expect((await response.text()).trim().split(/\r?\n/)).toEqual(['name', 'Prakash', 'Asha Rao'])
})

const count = (body: object) => team.api.post(`${base}/count-by-state`, body)

test('the columns of a board are counted in one call, empty ones too', async () => {
  const all = await count({})
  expect(all.body._data).toEqual({ NEW: 1, CONTACTED: 2, QUALIFIED: 0, CONVERTED: 0, LOST: 1 })
  expect(all.body._meta).toEqual({ total: 4 })
  expect((await count({ where: { city: 'Pune' } })).body._data).toMatchObject({ NEW: 1, CONTACTED: 1, LOST: 0 })
  expect((await count({ where: { not: { city: 'Pune' } }, search: 'ash' })).body._data).toMatchObject({ CONTACTED: 1 })
  expect((await count({ where: { state: 'LOST' } })).body._meta).toEqual({ total: 1 })
  expect((await count({ where: { cty: 'Pune' } })).status).toBe(400)
})

test('a board counts only what its role reaches', async () => {
  const agent = await actAs(team, {
    name: 'Own only',
    procedures: [{ procedure: 'lead', read: 'own', write: 'own' }],
  })
  await agent.api.post(base, { data: { name: 'Zoya' } })

  expect((await agent.api.post(`${base}/count-by-state`, {})).body._meta).toEqual({ total: 1 })
})
