import { expect, test } from 'vitest'
import { withLeads } from '../harness/model.ts'
import { startNadi, withTeam } from '../harness/nadi.ts'

startNadi()

test(
  'a procedure is made in one call and takes processes at once',
  withTeam(async ({ api }) => {
    const made = await api.post('/v1/ext/procedure', {
      shortId: 'visit',
      primaryKey: 'visit_id',
      numbering: { prefix: 'V-', width: 3 },
      states: { PLANNED: { next: ['DONE'] }, DONE: { status: 'COMPLETED' } },
      attributes: { visit_id: 'stringId', place: { type: 'string', required: true } },
    })

    expect(made.body._errors).toEqual([])
    expect(made.body._data).toMatchObject({
      shortId: 'visit',
      name: 'Visit',
      primaryKey: 'visit_id',
      defaultStateShortId: 'PLANNED',
      completedStateShortId: 'DONE',
    })
    expect(made.body._meta.changes).toMatchObject([{ kind: 'procedure.add', path: 'procedures.visit' }])
    const visit = await api.post('/v1/ext/procedure/visit/process', { data: { place: 'Pune' } })
    expect(visit.body._data.data.visit_id).toBe('V-001')
    expect((await api.get('/v1/ext/procedures')).body._data).toEqual([made.body._data])
  }),
)

test(
  'a second procedure of the same short id is refused',
  withLeads(async ({ api }) => {
    const again = await api.post('/v1/ext/procedure', { shortId: 'lead', states: { NEW: {} } })

    expect(again.status).toBe(409)
    expect(again.body._meta.errors[0]).toMatchObject({ code: 'already_there', path: 'shortId' })
  }),
)

test(
  'states are added, changed, deleted and restored one by one, by short id or uuid',
  withLeads(async ({ api }) => {
    const base = '/v1/ext/procedure/lead/state'
    const made = await api.post(base, { shortId: 'ON_HOLD', color: '#d97706', next: ['NEW'] })
    expect(made.body._errors).toEqual([])
    expect(made.body._data).toMatchObject({ shortId: 'ON_HOLD', name: 'On hold', status: 'OPEN', order: 5 })

    const renamed = await api.put(`${base}/${made.body._data.id}`, { name: 'Waiting' })
    expect(renamed.body._data).toMatchObject({ id: made.body._data.id, name: 'Waiting', color: '#d97706' })
    await api.put(`${base}/NEW`, { next: ['CONTACTED', 'ON_HOLD'] })

    expect((await api.delete(`${base}/ON_HOLD`)).status).toBe(200)
    expect((await api.get(`${base}/NEW`)).body._data.next).toEqual(['CONTACTED'])
    expect((await api.get(`${base}/ON_HOLD`)).status).toBe(404)

    const restored = await api.post(`${base}/ON_HOLD/restore`)
    expect(restored.body._data).toMatchObject({ id: made.body._data.id, name: 'Waiting' })
    expect((await api.post(`${base}/ON_HOLD/restore`)).status).toBe(404)
  }),
)

test(
  'a mistake in one attribute is named by its field',
  withLeads(async ({ api }) => {
    const wrong = await api.put('/v1/ext/procedure/lead/attribute/city', { group: 'place' })
    expect(wrong.status).toBe(400)
    expect(wrong.body._meta.errors[0]).toMatchObject({ code: 'unknown_attribute_group', path: 'group' })

    const missing = await api.put('/v1/ext/procedure/lead/attribute/cty', { name: 'Town' })
    expect(missing.status).toBe(404)
    expect(missing.body._errors[0]).toBe('There is no procedures.lead.attributes.cty; did you mean city?')
  }),
)

test(
  'an attribute with values is deleted only where losing them is allowed',
  withLeads(async ({ api }) => {
    await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Asha', city: 'Pune' } })
    const path = '/v1/ext/procedure/lead/attribute/city'

    expect((await api.delete(path)).status).toBe(409)
    expect((await api.delete(`${path}?allowLoss=true`)).status).toBe(200)

    const restored = await api.post(`${path}/restore`)
    expect(restored.body._data).toMatchObject({ shortId: 'city', type: 'string', filterable: true })
  }),
)

test(
  'a state task and the attributes of its form are changed one by one',
  withLeads(async ({ api }) => {
    const base = '/v1/ext/procedure/lead/state-task'
    const made = await api.post(base, { shortId: 'visit', states: ['NEW'], attributes: { remarks: 'text' } })
    expect(made.body._data).toMatchObject({ shortId: 'visit', states: ['NEW'], mapping: {} })

    const rating = await api.post(`${base}/visit/attribute`, { shortId: 'rating', type: 'integer', maximum: 5 })
    expect(rating.body._data).toMatchObject({ ownerType: 'STATE_TASK', owner: made.body._data.id, maximum: 5 })
    expect((await api.get(`${base}/visit/attributes`)).body._data).toHaveLength(2)

    const grouped = await api.post('/v1/ext/procedure/lead/attribute-group', { shortId: 'place', name: 'Place' })
    expect(grouped.body._data).toMatchObject({ shortId: 'place', name: 'Place' })
    const city = await api.put('/v1/ext/procedure/lead/attribute/city', { group: 'place' })
    expect(city.body._data.group).toBe(grouped.body._data.id)
    await api.delete('/v1/ext/procedure/lead/attribute-group/place')
    expect((await api.get('/v1/ext/procedure/lead/attribute/city')).body._data.group).toBeNull()
  }),
)

test(
  'a procedure is deleted with its processes only where that is allowed, and returns with them',
  withLeads(async ({ api }) => {
    const { body } = await api.post('/v1/ext/procedure/ticket/process', { data: { ticket_id: 'T-1', subject: 'Help' } })
    expect((await api.delete('/v1/ext/procedure/ticket')).status).toBe(409)
    expect((await api.delete('/v1/ext/procedure/ticket?allowLoss=true')).status).toBe(200)
    expect((await api.get(`/v1/ext/procedure/ticket/process/${body._data.id}`)).status).toBe(404)

    await api.post('/v1/ext/procedure/ticket/restore')

    expect((await api.get(`/v1/ext/procedure/ticket/process/${body._data.id}`)).body._data.data.subject).toBe('Help')
  }),
)

test(
  'entities and their attributes have routes of their own',
  withLeads(async ({ api }) => {
    const made = await api.post('/v1/ext/entity', { shortId: 'branch', attributes: { city: 'string' } })
    expect(made.body._data).toMatchObject({ shortId: 'branch', name: 'Branch' })
    await api.post('/v1/ext/entity/branch/attribute', { shortId: 'opened_on', type: 'date' })
    const attributes = await api.get('/v1/ext/entity/branch/attributes')
    expect(attributes.body._data.map((each: { shortId: string }) => each.shortId)).toEqual(['city', 'opened_on'])
    expect((await api.delete('/v1/ext/entity/branch')).status).toBe(200)

    const used = await api.delete('/v1/ext/entity/customer')
    expect(used.status).toBe(400)
    expect(used.body._errors[0]).toContain('procedures.lead.entity names the entity customer, which does not exist')
  }),
)

test(
  'a role sees the procedures that it reads and changes none',
  withLeads(async ({ api, as }) => {
    const { body: key } = await api.post('/v1/ext/key', { name: 'Agent', role: 'Agent' })
    const agent = as(key._data.key)

    expect((await agent.get('/v1/ext/procedures')).body._data).toMatchObject([{ shortId: 'lead' }])
    expect((await agent.get('/v1/ext/procedure/ticket/states')).status).toBe(404)
    expect((await agent.put('/v1/ext/procedure/lead', { name: 'Mine' })).status).toBe(403)
  }),
)
