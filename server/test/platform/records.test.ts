import { expect, test } from 'vitest'
import { withLeads } from '../harness/model.ts'
import { startNadi } from '../harness/nadi.ts'

startNadi()

const base = '/v1/ext/entity/customer/record'

test(
  'a record is made, fetched, merged by key and listed',
  withLeads(async ({ api }) => {
    const made = await api.post(base, { data: { name: 'Asha Rao', email: 'asha@example.com' } })
    expect(made.body._errors).toEqual([])
    const { id } = made.body._data

    const updated = await api.put(`${base}/${id}`, { data: { name: 'Asha R.' } })
    expect(updated.body._data.data).toEqual({ name: 'Asha R.', email: 'asha@example.com' })
    const cleared = await api.put(`${base}/${id}`, { data: { email: null } })
    expect(cleared.body._data.data).toEqual({ name: 'Asha R.' })

    expect((await api.get(`${base}/${id}`)).body._data).toEqual(cleared.body._data)
    expect((await api.get(`${base}s`)).body._data).toEqual([cleared.body._data])
  }),
)

test(
  'the record of a process is the one that is listed, and processes can join it',
  withLeads(async ({ api }) => {
    const lead = await api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha' },
      record: { data: { name: 'Asha Rao' } },
    })
    const { record } = lead.body._data
    expect((await api.get(`${base}/${record.id}`)).body._data).toEqual(record)

    await api.put(`${base}/${record.id}`, { data: { name: 'Asha R.' } })
    const again = await api.get(`/v1/ext/procedure/lead/process/${lead.body._data.id}`)
    expect(again.body._data.record.data.name).toBe('Asha R.')

    expect((await api.delete(`${base}/${record.id}`)).status).toBe(409)
  }),
)

test(
  'an unknown attribute is refused and names the nearest',
  withLeads(async ({ api }) => {
    const refused = await api.post(base, { data: { nam: 'Asha' } })
    expect(refused.status).toBe(400)
    expect(refused.body._meta.errors[0]).toMatchObject({ code: 'unknown_attribute', path: 'data.nam' })
  }),
)

test(
  'lists go on by cursor, newest first, and leave deleted records out until they are restored',
  withLeads(async ({ api }) => {
    const ids: string[] = []
    for (const name of ['A', 'B', 'C']) ids.unshift((await api.post(base, { data: { name } })).body._data.id)
    const first = await api.get(`${base}s?limit=2`)
    const second = await api.get(`${base}s?limit=2&cursor=${first.body._meta.nextCursor}`)
    const listed = [...first.body._data, ...second.body._data].map(({ id }: { id: string }) => id)
    expect(listed).toEqual(ids)
    expect(second.body._meta).toEqual({ hasMore: false })

    await api.delete(`${base}/${ids[0]}`)
    expect((await api.get(`${base}s`)).body._data).toHaveLength(2)
    expect((await api.get(`${base}s?isDeleted=true`)).body._data).toMatchObject([{ id: ids[0], isDeleted: true }])
    expect((await api.put(`${base}/${ids[0]}`, { data: {} })).status).toBe(404)
    expect((await api.post(`${base}/${ids[0]}/restore`)).body._data.isDeleted).toBe(false)
    expect((await api.get(`${base}s`)).body._data).toHaveLength(3)
  }),
)

test(
  'an agent sees the records of their own leads',
  withLeads(async ({ api, as }) => {
    const { body: user } = await api.post('/v1/ext/user', { username: 'agent@example.com', role: 'Agent' })
    const { body: key } = await api.post('/v1/ext/key', { name: 'Agent', role: 'Agent', user: user._data.id })
    const agent = as(key._data.key)
    const lead = (name: string, assignedTo: string | null) =>
      api.post('/v1/ext/procedure/lead/process', { data: { name }, record: { data: { name } }, assignedTo })
    const own = (await lead('Own', 'agent@example.com')).body._data.record
    const other = (await lead('Other', null)).body._data.record

    expect((await agent.get(`${base}s`)).body._data).toMatchObject([{ id: own.id }])
    expect((await agent.get(`${base}/${other.id}`)).status).toBe(404)
    expect((await agent.put(`${base}/${other.id}`, { data: { name: 'Mine' } })).status).toBe(404)
    expect((await agent.put(`${base}/${own.id}`, { data: { name: 'Mine' } })).status).toBe(200)
    expect((await agent.post(base, { data: { name: 'New' } })).status).toBe(403)
  }),
)
