import { expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'

startNadi()

const lead = (changes: object) => ({ procedures: { lead: changes } })
const plan = async (api: Api, config: object, options: object = {}) =>
  (await api.post('/v1/ext/config/plan', { config, ...options })).body._data
const apply = (api: Api, config: object, options: object = {}) =>
  api.post('/v1/ext/config/apply', { config, ...options })
const make = async (api: Api, data: object, rest: object = {}): Promise<string> => {
  const { body } = await api.post('/v1/ext/procedure/lead/process', { data, ...rest })
  expect(body._errors).toEqual([])
  return body._data.id
}
const fetchLead = async (api: Api, id: string) => (await api.get(`/v1/ext/procedure/lead/process/${id}`)).body._data

/** The model of the tests as it stands, to be changed and applied as the whole truth. */
const exported = async (api: Api) => (await api.get('/v1/ext/config/file', { accept: 'application/json' })).body._data

test(
  'removing an attribute that has values is refused, says how many, and can be allowed; the values return with it',
  withLeads(async ({ api }) => {
    const id = await make(api, { name: 'Asha', city: 'Pune' })
    await make(api, { name: 'Ravi' })
    const document = await exported(api)
    delete document.procedures.lead.attributes.city

    const refused = await apply(api, document, { prune: true })

    expect(refused.status).toBe(409)
    expect(refused.body._errors).toEqual(['The attribute city of lead is removed. 1 process holds a value of it.'])
    expect(refused.body._meta.errors[0]).toMatchObject({
      code: 'would_lose_data',
      path: 'procedures.lead.attributes.city',
    })
    expect(await plan(api, document, { prune: true })).toMatchObject([
      { kind: 'attribute.remove', losesData: true, processes: 1, isBlocked: false },
    ])

    const allowed = await apply(api, document, { prune: true, allowLoss: true })
    expect(allowed.status).toBe(200)
    expect((await api.post('/v1/ext/procedure/lead/process', { data: { name: 'X', city: 'Goa' } })).status).toBe(400)
    expect((await fetchLead(api, id)).data).not.toHaveProperty('city')

    await apply(api, lead({ attributes: { city: {} } }))
    expect((await fetchLead(api, id)).data.city).toBe('Pune')
  }),
)

test(
  'what a file leaves out is left alone unless it is the whole truth',
  withLeads(async ({ api }) => {
    const changes = await plan(api, lead({ attributes: { city: 'string' } }))
    expect(changes).toEqual([])

    const pruned = await plan(api, { pods: ['Pune'] }, { prune: true })
    expect(pruned).toMatchObject([{ kind: 'pod.remove', path: 'pods.Mumbai' }])
  }),
)

test(
  'a field that is left out goes back to its default where the file is the whole truth',
  withLeads(async ({ api }) => {
    const document = await exported(api)
    delete document.procedures.ticket.attributes.subject.required

    expect(await plan(api, document)).toEqual([])
    expect(await plan(api, document, { prune: true })).toMatchObject([
      { kind: 'attribute.change', before: { required: true }, after: { required: false } },
    ])
  }),
)

test(
  'an attribute changes its type where every value can be read in the new one, and the values follow',
  withLeads(async ({ api }) => {
    await apply(api, lead({ attributes: { pin_code: 'string' } }))
    const id = await make(api, { name: 'Asha', pin_code: '411001' })
    const asInteger = lead({ attributes: { pin_code: 'integer' } })
    expect(await plan(api, asInteger)).toMatchObject([{ kind: 'attribute.change', losesData: false, processes: 1 }])

    const other = await make(api, { name: 'Ravi', pin_code: 'unknown' })
    expect(await plan(api, asInteger)).toMatchObject([{ losesData: true, processes: 2 }])
    expect((await apply(api, asInteger)).status).toBe(409)

    expect((await apply(api, asInteger, { allowLoss: true })).status).toBe(200)
    expect((await fetchLead(api, id)).data.pin_code).toBe(411_001)
    expect((await fetchLead(api, other)).data).not.toHaveProperty('pin_code')
  }),
)

test(
  'an option of an enum that is in use is removed only where that is allowed',
  withLeads(async ({ api }) => {
    const id = await make(api, { name: 'Asha', source: 'WALK_IN' })
    const fewer = lead({ attributes: { source: { options: ['WEBSITE', 'REFERRAL'] } } })

    const refused = await apply(api, fewer)

    expect(refused.status).toBe(409)
    expect(refused.body._errors[0]).toBe(
      'The attribute source of lead changes: options lose WALK_IN. 1 process holds a value that it could not keep.',
    )
    expect((await apply(api, fewer, { allowLoss: true })).status).toBe(200)
    expect((await fetchLead(api, id)).data).not.toHaveProperty('source')
  }),
)

test(
  'making an attribute required is refused while processes lack it',
  withLeads(async ({ api }) => {
    await make(api, { name: 'Asha', email: 'asha@example.com' })
    const required = lead({ attributes: { email: { required: true } } })
    expect((await apply(api, required)).status).toBe(200)

    await make(api, { name: 'Ravi', email: 'r@example.com' })
    const city = await apply(api, lead({ attributes: { city: { required: true } } }))

    expect(city.status).toBe(409)
    expect(city.body._errors[0]).toContain('It is required, and 2 processes lack it.')
  }),
)

test(
  'making an attribute unique is refused while two processes share a value, whatever is allowed',
  withLeads(async ({ api }) => {
    await make(api, { name: 'Asha', city: 'Pune' })
    const second = await make(api, { name: 'Ravi', city: 'Pune' })
    const unique = lead({ attributes: { city: { unique: true } } })

    const refused = await apply(api, unique, { allowLoss: true })
    expect(refused.status).toBe(409)
    expect(refused.body._meta.errors[0].code).toBe('not_possible')

    await api.put(`/v1/ext/procedure/lead/process/${second}`, { data: { city: 'Goa' } })
    expect((await apply(api, unique)).status).toBe(200)
    const again = await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Lata', city: 'Goa' } })
    expect(again.status).toBe(409)
  }),
)

test(
  'a state in which processes stand is removed only where that is allowed; they move to the default state',
  withLeads(async ({ api }) => {
    const id = await make(api, { name: 'Asha' }, { state: 'LOST' })
    const document = await exported(api)
    delete document.procedures.lead.states.LOST
    for (const state of Object.values(document.procedures.lead.states) as { next?: string[] }[]) {
      state.next = (state.next ?? []).filter((next) => next !== 'LOST')
    }

    const refused = await apply(api, document, { prune: true })
    expect(refused.body._errors).toContain(
      'The state LOST of lead is removed. 1 process stands in it and would move to NEW.',
    )

    expect((await apply(api, document, { prune: true, allowLoss: true })).status).toBe(200)
    expect(await fetchLead(api, id)).toMatchObject({ stateShortId: 'NEW', status: 'OPEN' })
  }),
)

test(
  'processes follow their state to its new status',
  withLeads(async ({ api }) => {
    const id = await make(api, { name: 'Asha', phone_number: '9876543210' }, { state: 'LOST' })

    const open = await apply(api, lead({ states: { LOST: { status: 'OPEN' } } }))

    expect(open.body._data[0]).toMatchObject({ kind: 'state.change', processes: 1, losesData: false })
    expect((await fetchLead(api, id)).status).toBe('OPEN')
    // an open lead is joined again
    expect(await make(api, { name: 'Asha', phone_number: '9876543210' })).toBe(id)
  }),
)

test(
  'a removed attribute comes back only as what it was',
  withLeads(async ({ api }) => {
    const document = await exported(api)
    delete document.procedures.lead.attributes.notes
    await apply(api, document, { prune: true })

    const other = await apply(api, lead({ attributes: { notes: 'integer' } }))
    expect(other.status).toBe(400)
    expect(other.body._meta.errors[0]).toMatchObject({
      code: 'short_id_taken',
      path: 'procedures.lead.attributes.notes.type',
    })
    expect((await apply(api, lead({ attributes: { notes: 'text' } }))).body._data).toMatchObject([
      { kind: 'attribute.restore' },
    ])
  }),
)

test(
  'removing a procedure with processes, or a state task with tasks, is a loss',
  withLeads(async ({ api }) => {
    const id = await make(api, { name: 'Asha' })
    await api.post(`/v1/ext/p/lead/${id}/task/call`, { data: { call_disposition: 'RNR' }, status: 'COMPLETED' })
    const document = await exported(api)
    delete document.procedures.lead.stateTasks.call
    expect(await plan(api, document, { prune: true })).toMatchObject([
      { kind: 'stateTask.remove', tasks: 1, losesData: true },
    ])

    delete document.procedures.lead
    delete document.roles.Agent
    expect(await plan(api, document, { prune: true })).toMatchObject([
      { kind: 'procedure.remove', processes: 1, losesData: true },
      { kind: 'role.remove' },
    ])
  }),
)

test(
  'a new derived attribute is computed for the leads that are there',
  withLeads(async ({ api }) => {
    const id = await make(api, { name: 'Asha', loan_amount: 200_000 })

    const added = await apply(api, lead({ attributes: { doubled: { type: 'number', formula: 'loan_amount * 2.0' } } }))

    expect(added.body._errors).toEqual([])
    expect(added.body._data[0].sentence).toBe('The attribute doubled of lead is added. It is computed for 1 process.')
    expect((await fetchLead(api, id)).derivedData.doubled).toBe(400_000)
  }),
)

test(
  'single things are removed by their paths, in one plan with what else changes; a path that names nothing is refused',
  withLeads(async ({ api }) => {
    await make(api, { name: 'Asha', city: 'Pune' })
    const changes = lead({ attributes: { town: 'string' } })
    const remove = ['procedures.lead.attributes.city', 'procedures.lead.states.LOST']

    expect(await plan(api, changes, { remove })).toMatchObject([
      { kind: 'state.change', path: 'procedures.lead.states.NEW' },
      { kind: 'state.change', path: 'procedures.lead.states.CONTACTED' },
      { kind: 'state.change', path: 'procedures.lead.states.QUALIFIED' },
      { kind: 'attribute.add', path: 'procedures.lead.attributes.town' },
      { kind: 'state.remove', losesData: false, processes: 0 },
      { kind: 'attribute.remove', losesData: true, processes: 1 },
    ])
    expect((await apply(api, changes, { remove })).status).toBe(409)
    expect((await apply(api, changes, { remove, allowLoss: true })).status).toBe(200)
    expect(Object.keys((await exported(api)).procedures.lead.states)).not.toContain('LOST')
    const again = await apply(api, {}, { remove })
    expect(again.status).toBe(400)
    expect(again.body._errors[0]).toBe('There is no procedures.lead.attributes.city to remove.')
  }),
)
