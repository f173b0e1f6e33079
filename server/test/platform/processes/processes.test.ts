import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { makeUser } from '../../harness/people.ts'

startNadi()

const leads = '/v1/ext/procedure/lead/process'
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const recently = expect.toSatisfy((time: number) => Math.abs(Date.now() - time) < 60_000)

test(
  'a created lead is answered whole, with uuids and the names that people know',
  withLeads(async ({ api, scope }) => {
    const agent = await makeUser(api, 'alex@paisapay.com')
    const { status, body } = await api.post(leads, {
      data: { name: 'Asha Rao', phone_number: 9876543210, city: 'Pune', loan_amount: '500000', source: 'Website' },
      nextActionAt: '2026-12-01T10:00:00',
      assignedTo: agent.username,
    })

    expect(status).toBe(200)
    expect(body._errors).toEqual([])
    expect(body._data).toEqual({
      id: uuid,
      team: scope.teamId,
      procedure: uuid,
      procedureShortId: 'lead',
      createdBy: scope.userId,
      assignedTo: agent.id,
      assignedToUsername: agent.username,
      belongsTo: null,
      entity: uuid,
      record: {
        id: uuid,
        entity: body._data.entity,
        team: scope.teamId,
        createdBy: scope.userId,
        data: {},
        derivedData: {},
        createdAt: recently,
        updatedAt: recently,
        isDeleted: false,
      },
      status: 'OPEN',
      state: uuid,
      stateShortId: 'NEW',
      data: {
        lead_id: 'LEAD-000001',
        name: 'Asha Rao',
        phone_number: '+919876543210',
        city: 'Pune',
        loan_amount: 500_000,
        source: 'WEBSITE',
      },
      derivedData: { is_large: true },
      nextActionAt: Date.parse('2026-12-01T10:00:00+05:30'),
      version: 1,
      createdAt: recently,
      updatedAt: recently,
      isDeleted: false,
    })
  }),
)

test(
  'a fetched lead is the one that was created, by short id or uuid of its procedure, with /ext or without',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha' } })).body

    for (const path of [
      `${leads}/${lead.id}`,
      `/v1/procedure/lead/process/${lead.id}`,
      `/v1/ext/procedure/${lead.procedure}/process/${lead.id}`,
    ]) {
      const fetched = await api.get(path)
      expect(fetched.status).toBe(200)
      expect(fetched.body._data).toEqual(lead)
    }
  }),
)

test(
  'an unknown attribute is refused with the nearest known one, and nothing is made',
  withLeads(async ({ api }) => {
    const { status, body } = await api.post(leads, { data: { name: 'Asha', cty: 'Pune', loan_amount: 'much' } })

    expect(status).toBe(400)
    expect(body._data).toBeNull()
    expect(body._errors).toContain('There is no attribute cty; did you mean city?')
    expect(body._meta.errors.map((error: { path: string }) => error.path).sort()).toEqual([
      'data.cty',
      'data.loan_amount',
    ])
    expect((await api.post(leads, { data: { name: 'Next' } })).body._data.data.lead_id).toBe('LEAD-000001')
  }),
)

test(
  'only what is passed changes, null clears, and the version tells that it changed',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha', city: 'Pune', loan_amount: 5 } })).body

    const updated = await api.put(`${leads}/${lead.id}`, { data: { city: null, loan_amount: 7 }, state: 'CONTACTED' })

    expect(updated.status).toBe(200)
    expect(updated.body._data).toMatchObject({
      id: lead.id,
      data: { lead_id: 'LEAD-000001', name: 'Asha', loan_amount: 7 },
      stateShortId: 'CONTACTED',
      status: 'OPEN',
      version: 2,
    })
    expect(updated.body._data.data).not.toHaveProperty('city')
    expect((await api.get(`${leads}/${lead.id}`)).body._data).toEqual(updated.body._data)
  }),
)

test(
  'a lead is updated and deleted by its primary key',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha' } })).body

    const updated = await api.put(`${leads}/lead_id/LEAD-000001`, { data: { city: 'Goa' } })
    expect(updated.body._data).toMatchObject({ id: lead.id, data: { city: 'Goa' } })

    const deleted = await api.delete(`${leads}/lead_id/LEAD-000001`)
    expect(deleted.status).toBe(200)
    expect(deleted.body._data).toMatchObject({ id: lead.id, isDeleted: true })
    expect((await api.put(`${leads}/lead_id/LEAD-000001`, { data: { city: 'Pune' } })).status).toBe(404)
    expect((await api.put(`${leads}/city/Goa`, { data: {} })).body._meta.errors[0]).toMatchObject({ code: 'not_a_key' })
  }),
)

test(
  'a deleted lead answers 404 until it is restored',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha', phone_number: '9876543210' } })).body

    const deleted = await api.delete(`${leads}/${lead.id}`)
    expect(deleted.body._data).toMatchObject({ id: lead.id, isDeleted: true, data: lead.data })
    expect((await api.get(`${leads}/${lead.id}`)).status).toBe(404)
    expect((await api.delete(`${leads}/${lead.id}`)).status).toBe(404)

    const restored = await api.post(`${leads}/${lead.id}/restore`)
    expect(restored.status).toBe(200)
    expect((await api.get(`${leads}/${lead.id}`)).body._data).toMatchObject({ isDeleted: false, data: lead.data })
  }),
)

test(
  'a deleted lead frees its keys, and restoring it onto a taken one is a conflict',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { lead_id: 'L-1', data: { name: 'Asha' } })).body
    await api.delete(`${leads}/${lead.id}`)
    const next = await api.post(leads, { lead_id: 'L-1', data: { name: 'Rohan' } })
    expect(next.status).toBe(200)

    const restored = await api.post(`${leads}/${lead.id}/restore`)

    expect(restored.status).toBe(409)
    expect(restored.body._meta.errors[0]).toMatchObject({ code: 'key_taken', path: 'data.lead_id' })
    expect((await api.get(`${leads}/${lead.id}`)).status).toBe(404)
  }),
)

test(
  'a primary key is given once: the second lead of that key is a conflict that names the first',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha', lead_id: 'L-7' } })).body

    const again = await api.post(leads, { lead_id: 'L-7', data: { name: 'Rohan' } })

    expect(again.status).toBe(409)
    expect(again.body._errors).toEqual(['Another lead has the lead_id "L-7" already.'])
    expect(again.body._meta.errors[0].hint).toContain(lead.id)
  }),
)

test(
  'the team numbers what comes without a key, beyond keys that were given in its form',
  withLeads(async ({ api }) => {
    const numbered = async (data: object = {}) =>
      (await api.post(leads, { data: { name: 'Asha', ...data } })).body._data.data.lead_id

    expect(await numbered()).toBe('LEAD-000001')
    expect(await numbered({ lead_id: 'LEAD-000010' })).toBe('LEAD-000010')
    expect(await numbered()).toBe('LEAD-000011')
    const many = await Promise.all(Array.from({ length: 20 }, () => numbered()))
    expect(new Set(many).size).toBe(20)
  }),
)

test(
  'a state that may not follow is refused with those that may, and a status takes the state that stands for it',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha' } })).body

    const jump = await api.put(`${leads}/${lead.id}`, { state: 'CONVERTED' })
    expect(jump.status).toBe(400)
    expect(jump.body._errors[0]).toBe("A lead in the state NEW can't move to CONVERTED.")
    expect(jump.body._meta.errors[0].hint).toContain('CONTACTED')

    const lost = await api.put(`${leads}/${lead.id}`, { status: 'CANCELLED' })
    expect(lost.body._data).toMatchObject({ stateShortId: 'LOST', status: 'CANCELLED' })

    const disagreeing = await api.post(leads, { data: { name: 'B' }, state: 'LOST', status: 'OPEN' })
    expect(disagreeing.body._meta.errors[0]).toMatchObject({ code: 'state_and_status_disagree', path: 'status' })
  }),
)

test(
  'If-Match refuses a change of what someone else changed first',
  withLeads(async ({ api }) => {
    const created = await api.post(leads, { data: { name: 'Asha' } })
    const { _data: lead } = created.body
    const seen = created.headers.get('etag') ?? ''
    const first = await api.put(`${leads}/${lead.id}`, { data: { city: 'Goa' } }, { 'if-match': seen })
    expect(first.status).toBe(200)

    const late = await api.put(`${leads}/${lead.id}`, { data: { city: 'Pune' } }, { 'if-match': seen })

    expect(late.status).toBe(412)
    expect(late.body._errors[0]).toContain('its version is 2 now')
    expect((await api.get(`${leads}/${lead.id}`)).body._data.data.city).toBe('Goa')
    expect((await api.put(`${leads}/${lead.id}`, { data: {} }, { 'if-match': 'yesterday' })).status).toBe(400)
  }),
)

test(
  'work goes only to a user who is there and active',
  withLeads(async ({ api }) => {
    const agent = await makeUser(api, 'alex@paisapay.com')
    const unknown = await api.post(leads, { data: { name: 'Asha' }, assignedTo: 'nobody@example.com' })
    expect(unknown.body._meta.errors[0]).toMatchObject({ code: 'unknown_user', path: 'assignedTo' })

    await api.put(`/v1/ext/user/${agent.id}`, { isActive: false })
    const inactive = await api.post(leads, { data: { name: 'Asha' }, assignedTo: agent.username })
    expect(inactive.body._meta.errors[0]).toMatchObject({ code: 'inactive_user', path: 'assignedTo' })
  }),
)

test(
  "a record's fields merge by key, and a second process joins the record by its id",
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha' }, record: { data: { name: 'Asha Rao' } } }))
      .body
    expect(lead.record.data).toEqual({ name: 'Asha Rao' })

    const joined = await api.post(leads, {
      data: { name: 'Asha again' },
      record: { id: lead.record.id, data: { email: 'asha@example.com' } },
    })

    expect(joined.body._data.record).toMatchObject({
      id: lead.record.id,
      data: { name: 'Asha Rao', email: 'asha@example.com' },
    })
    expect((await api.get(`${leads}/${lead.id}`)).body._data.record.data).toEqual({
      name: 'Asha Rao',
      email: 'asha@example.com',
    })
    const missing = await api.post(leads, { data: { name: 'B' }, record: { id: lead.id } })
    expect(missing.status).toBe(404)
    expect(missing.body._meta.errors[0].path).toBe('record.id')
  }),
)
