import { beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { applyModel, withLeads } from '../../harness/model.ts'
import { makeTeam, startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'

startNadi()

const base = '/v1/ext/procedure/lead/process'

const create = async (api: Api, input: object) => {
  const made = await api.post(base, input)
  expect(made.body._errors).toEqual([])
  return made.body._data
}

const names = (answer: { body: { _data: { data: { name: string } }[] } }) =>
  answer.body._data.map((each) => each.data.name)

describe('a team with four leads', () => {
  let team: TeamAtHand
  const list = (body: object) => team.api.post(`${base}/list`, body)
  const found = async (where: object) => names(await list({ where })).sort()

  beforeAll(async () => {
    team = await makeTeam()
    await applyModel(team.api)
    await create(team.api, { data: { name: 'Asha', city: 'Pune', loan_amount: 600_000, phone_number: '9876543210' } })
    await create(team.api, { data: { name: 'Ravi', city: 'Goa', loan_amount: 100, source: 'WALK_IN' } })
    await create(team.api, { data: { name: 'Meera', tags: ['vip', 'north'] }, state: 'CONTACTED' })
    await create(team.api, { data: { name: 'Kabir', city: 'Pune' }, state: 'LOST', nextActionAt: '2030-01-01T10:00' })
  })

  test('a list answers whole processes, ten unless it says otherwise, and whether more follow', async () => {
    const answer = await list({ limit: 3 })

    expect(answer.status).toBe(200)
    expect(names(answer)).toEqual(['Kabir', 'Meera', 'Ravi'])
    expect(answer.body._data[0]).toMatchObject({
      procedureShortId: 'lead',
      stateShortId: 'LOST',
      status: 'CANCELLED',
      isDeleted: false,
    })
    expect(answer.body._meta).toEqual({ hasMore: true, nextCursor: expect.any(String) })
    expect((await list({})).body._meta).toEqual({ hasMore: false })
  })

  test('the path works without /ext, and with the uuid of the procedure', async () => {
    const [lead] = (await list({})).body._data
    const short = await team.api.post('/v1/procedure/lead/process/list', { where: { city: 'Goa' } })
    const byId = await team.api.post(`/v1/ext/procedure/${lead.procedure}/process/list`, { where: { city: 'Goa' } })
    expect([names(short), names(byId)]).toEqual([['Ravi'], ['Ravi']])
  })

  test('a value, a list and operators filter by attributes and by root fields', async () => {
    expect(await found({ status: 'OPEN', or: [{ city: ['Pune', 'Nagpur'] }, { loan_amount: { '<': 500 } }] })).toEqual([
      'Asha',
      'Ravi',
    ])
    expect(await found({ state: ['LOST', 'CONTACTED'] })).toEqual(['Kabir', 'Meera'])
    expect(await found({ loan_amount: { '>=': 100, '<': 600_000 } })).toEqual(['Ravi'])
    expect(await found({ city: { '!=': 'Pune' } })).toEqual(['Meera', 'Ravi'])
    expect(await found({ city: null })).toEqual(['Meera'])
    expect(await found({ tags: ['north', 'south'] })).toEqual(['Meera'])
    expect(await found({ not: { city: 'Pune' }, name: { startsWith: 'RA' } })).toEqual(['Ravi'])
    expect(await found({ nextActionAt: { exists: true } })).toEqual(['Kabir'])
    expect(await found({ is_large: true })).toEqual(['Asha'])
    expect(await found({ createdAt: { '>': '2020-01-01', '<': '2021-01-01' } })).toEqual([])
    expect(await found({ createdAt: { '>': '2020-01-01' } })).toHaveLength(4)
    expect(await found({ or: [] })).toEqual([])
  })

  test('a time may be said by its distance from now', async () => {
    expect(await found({ createdAt: { '>=': 'now-1h', '<=': 'now' } })).toHaveLength(4)
    expect(await found({ createdAt: { '<': 'now-1h' } })).toEqual([])
    expect(await found({ nextActionAt: { '>': 'now+1y/y' } })).toEqual(['Kabir'])
    const refused = await list({ where: { createdAt: { '>': 'now-7days' } } })
    expect(refused.body._meta.errors[0]).toMatchObject({ code: 'not_a_datetime', path: 'where.createdAt' })
  })

  test('right-hand sides are read as leniently as values', async () => {
    expect(await found({ phone_number: '98765 43210' })).toEqual(['Asha'])
    expect(await found({ source: 'Walk-in' })).toEqual(['Ravi'])
    expect(await found({ loan_amount: '600000' })).toEqual(['Asha'])
    expect(await found({ nextActionAt: Date.UTC(2030, 0, 1, 4, 30) })).toEqual(['Kabir'])
  })

  const refusals: [what: string, where: object, message: string, hint: RegExp][] = [
    ['an unknown key', { cty: 'Pune' }, 'There is no attribute "cty" in lead; did you mean "city"?', /Use city/],
    ['an unknown operator', { city: { like: 'P' } }, 'There is no operator "like".', /startsWith/],
    ['what is not indexed', { notes: 'x' }, 'notes is not filterable.', /Set isFilterable on the attribute notes/],
    [
      'an operator that the type lacks',
      { source: { contains: 'W' } },
      'source is of type stringEnum, which has no operator contains.',
      /It has =/,
    ],
    [
      'an unknown state',
      { state: 'CONTACTD' },
      'state must be a state of lead, but "CONTACTD" was given; did you mean "CONTACTED"?',
      /NEW/,
    ],
    [
      'an unknown user',
      { assignedTo: 'nobody@here.example' },
      'assignedTo must be the username or uuid of a user, but "nobody@here.example" was given.',
      /@/,
    ],
    ['a bound of what has no order', { status: { '>': 'OPEN' } }, 'status has no operator >.', /exists/],
    [
      'data as a whole',
      { data: { city: 'Pune' } },
      '"where.data": a list is not filtered by data as a whole.',
      /"city"/,
    ],
    [
      'the record',
      { record: { name: 'x' } },
      '"where.record": a list of lead is not filtered by fields of the record.',
      /attribute/,
    ],
    [
      'updatedAt',
      { updatedAt: { '>': 0 } },
      '"where.updatedAt": a list is not filtered by updatedAt, which no index holds: each change would have to rewrite it.',
      /createdAt/,
    ],
    [
      'or that is no list',
      { or: { city: 'Pune' } },
      '"where.or" must be a list of queries, but an object was given.',
      /"or": \[/,
    ],
  ]
  test.each(refusals)('%s is refused in words that help', async (_what, where, message, hint) => {
    const answer = await list({ where })
    expect(answer.status).toBe(400)
    expect(answer.body._errors).toEqual([message])
    expect(answer.body._meta.errors[0].hint).toMatch(hint)
    expect(answer.body._meta.errors[0].path).toMatch(/^where\./)
  })

  test('everything that is wrong is said at once', async () => {
    const answer = await list({ where: { and: [{ cty: 1 }, { status: 'DONE' }] }, orderBy: 'updatedAt' })
    expect(answer.body._meta.errors.map((each: { path: string }) => each.path)).toEqual([
      'where.and.0.cty',
      'where.and.1.status',
      'orderBy',
    ])
  })

  test('depth, conditions, limit and skip have bounds, and say what to do beyond them', async () => {
    let deep: object = { city: 'Pune' }
    for (let level = 0; level < 8; level++) deep = { not: deep }
    const many = { or: Array.from({ length: 101 }, () => ({ city: 'Pune' })) }
    const refused = async (body: object) => {
      const answer = await list(body)
      expect(answer.status).toBe(400)
      return answer.body._meta.errors[0].code
    }
    expect(await refused({ where: deep })).toBe('too_deep')
    expect(await refused({ where: many })).toBe('too_many_conditions')
    expect((await list({ limit: 101 })).body._errors).toEqual(['"limit" must be <= 100.'])
    expect(await refused({ limit: 0 })).toBe('wrong_value')
    expect(await refused({ skip: 100_001 })).toBe('too_far')
    expect(await refused({ page: 5_000, limit: 100 })).toBe('too_far')
    expect(await refused({ skip: 1, page: 2 })).toBe('two_ways_to_page')
  })

  test('pages are counted from 1, and 0 is the first page too', async () => {
    const page = async (number: number) => names(await list({ limit: 2, page: number }))
    expect(await page(0)).toEqual(['Kabir', 'Meera'])
    expect(await page(1)).toEqual(['Kabir', 'Meera'])
    expect(await page(2)).toEqual(['Ravi', 'Asha'])
    expect(await page(3)).toEqual([])
  })

  test('a list is ordered by what is indexed, the absent last', async () => {
    expect(names(await list({ orderBy: 'createdAt' }))).toEqual(['Asha', 'Ravi', 'Meera', 'Kabir'])
    expect(names(await list({ orderBy: '-loan_amount' }))).toEqual(['Asha', 'Ravi', 'Kabir', 'Meera'])
    expect(names(await list({ orderBy: [{ field: 'nextActionAt', direction: 'ASC' }] }))).toEqual([
      'Kabir',
      'Meera',
      'Ravi',
      'Asha',
    ])
    const refused = await list({ orderBy: { attribute: 'notes' } })
    expect(refused.body._errors).toEqual(['notes is not filterable, so no index holds its order.'])
  })

  test('a cursor serves only the list that it was made for', async () => {
    const cursor = (await list({ limit: 1, where: { city: 'Pune', status: 'OPEN' } })).body._meta.nextCursor
    expect(cursor).toBeUndefined()
    const next = (await list({ limit: 1, where: { name: { exists: true }, city: 'Pune' } })).body._meta.nextCursor
    const same = await list({ limit: 1, where: { city: 'Pune', name: { exists: true } }, cursor: next })
    const other = await list({ limit: 1, where: { city: 'Goa' }, cursor: next })
    const forged = await list({ cursor: Buffer.from('["x",null,1,"y"]').toString('base64url') })
    expect(names(same)).toEqual(['Asha'])
    expect(other.body._errors).toEqual(['"cursor" belongs to a list with another where or another orderBy.'])
    expect(forged.body._meta.errors[0].code).toBe('bad_cursor')
  })

  test('the number of all that match is counted where it is asked for', async () => {
    const answer = await list({ where: { city: 'Pune' }, limit: 1, total: true })
    expect(answer.body._meta).toEqual({ hasMore: true, nextCursor: expect.any(String), total: 2 })
  })

  test('a role sees its own leads, or those of its pods, in lists and in totals', async () => {
    const own = await actAs(team, { name: 'Own', procedures: [{ procedure: 'lead', read: 'own', write: 'none' }] })
    const pod = await actAs(team, { name: 'Pod', procedures: [{ procedure: 'lead', read: 'pod', write: 'none' }] })
    const none = await actAs(team, { name: 'None', procedures: [] })
    const pods = await team.api.get('/v1/ext/pods')
    const pune = pods.body._data.find((each: { name: string }) => each.name === 'Pune')
    await team.api.put(`/v1/ext/user/${pod.user.id}`, { pods: [pune.id] })
    const mine = await create(team.api, { data: { name: 'Own lead' }, assignedTo: own.user.username })
    const ours = await create(team.api, { data: { name: 'Pod lead' }, belongsTo: 'Pune' })

    const seen = async ({ api }: { api: Api }, body: object = {}) => api.post(`${base}/list`, { total: true, ...body })
    expect(names(await seen(own))).toEqual(['Own lead'])
    expect(names(await seen(pod))).toEqual(['Pod lead'])
    expect((await seen(pod)).body._meta.total).toBe(1)
    expect(names(await seen(own, { where: { or: [{ city: 'Pune' }, { name: { startsWith: 'Pod' } }] } }))).toEqual([])
    expect((await seen(none)).status).toBe(404)
    for (const lead of [mine, ours]) await team.api.delete(`${base}/${lead.id}`)
  })
})

test(
  'deleted leads leave the list and stand in that of the deleted, for those who may restore them',
  withLeads(async (team) => {
    const { api } = team
    await create(api, { data: { name: 'Stays', city: 'Pune' } })
    for (const name of ['First', 'Second', 'Third']) {
      const lead = await create(api, { data: { name, city: 'Pune' } })
      await api.delete(`${base}/${lead.id}`)
    }

    const deleted = (body: object) => api.post(`${base}/list`, { isDeleted: true, ...body })
    expect(names(await api.post(`${base}/list`, { where: { city: 'Pune' } }))).toEqual(['Stays'])
    const first = await deleted({ where: { city: 'Pune' }, limit: 2, total: true })
    expect(names(first)).toEqual(['Third', 'Second'])
    expect(first.body._meta.total).toBe(3)
    expect(names(await deleted({ where: { city: 'Pune' }, limit: 2, cursor: first.body._meta.nextCursor }))).toEqual([
      'First',
    ])
    expect(names(await deleted({ where: { name: { startsWith: 'sec' } } }))).toEqual(['Second'])
    expect((await deleted({ orderBy: 'createdAt' })).status).toBe(400)

    const reader = await actAs(team, { name: 'R', procedures: [{ procedure: 'lead', read: 'all', write: 'none' }] })
    expect((await reader.api.post(`${base}/list`, { isDeleted: true })).status).toBe(403)

    await api.post(`${base}/${first.body._data[0].id}/restore`)
    expect(names(await api.post(`${base}/list`, { where: { city: 'Pune' } }))).toEqual(['Third', 'Stays'])
  }),
)
