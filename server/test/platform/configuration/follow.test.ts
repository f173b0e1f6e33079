import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { catchUp } from '../../../src/platform/processes/catch-up.ts'
import type { Api } from '../../harness/api.ts'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'

startNadi()

const lead = (changes: object) => ({ procedures: { lead: changes } })
const apply = async (api: Api, config: object): Promise<void> => {
  const { body } = await api.post('/v1/ext/config/apply', { config, allowLoss: true })
  expect(body._errors).toEqual([])
}
const make = async (api: Api, data: object, state = 'NEW'): Promise<string> =>
  (await api.post('/v1/ext/procedure/lead/process', { data, state })).body._data.id
const found = async (api: Api, where: object): Promise<string[]> => {
  const { body } = await api.post('/v1/ext/procedure/lead/process/list', { where })
  expect(body._errors).toEqual([])
  return body._data.map(({ id }: { id: string }) => id)
}

test(
  'lists filter by an attribute that was made filterable for the leads that were there',
  withLeads(async ({ api }) => {
    await apply(api, lead({ attributes: { area: { type: 'string', filterable: false } } }))
    const pune = await make(api, { name: 'Asha', area: 'Pune' })
    await make(api, { name: 'Ravi', area: 'Goa' })
    expect((await api.post('/v1/ext/procedure/lead/process/list', { where: { area: 'Pune' } })).status).toBe(400)

    await apply(api, lead({ attributes: { area: { filterable: true, searchable: true } } }))

    expect(await found(api, { area: 'Pune' })).toEqual([pune])
    expect(await found(api, { area: { contains: 'un' } })).toEqual([pune])
  }),
)

test(
  'lists filter by a derived attribute, by a converted one, and by one that came back',
  withLeads(async ({ api }) => {
    await apply(api, lead({ attributes: { floor: 'string' } }))
    const id = await make(api, { name: 'Asha', floor: '12', loan_amount: 100 })

    await apply(api, lead({ attributes: { floor: 'integer', half: { type: 'number', formula: 'loan_amount / 2.0' } } }))
    expect(await found(api, { floor: { '>': 9 }, half: 50 })).toEqual([id])

    await api.delete('/v1/ext/procedure/lead/attribute/floor?allowLoss=true')
    await api.post('/v1/ext/procedure/lead/attribute/floor/restore')
    expect(await found(api, { floor: 12 })).toEqual([id])
  }),
)

test(
  'merging that is turned on joins the leads that were there',
  withLeads(async ({ api }) => {
    await apply(api, lead({ merging: null }))
    const first = await make(api, { name: 'Asha', phone_number: '9876543210' })
    const second = await make(api, { name: 'Asha', phone_number: '9876543210' })
    expect(second).not.toBe(first)

    await apply(api, lead({ merging: 'phone_number' }))

    expect(await make(api, { name: 'Asha again', phone_number: '9876543210' })).toBe(second)
  }),
)

test(
  'a formula of an entity is computed for the records that are there',
  withLeads(async ({ api }) => {
    const record = await api.post('/v1/ext/entity/customer/record', { data: { name: 'Asha' } })

    await apply(api, { entities: { customer: { attributes: { hello: { type: 'string', formula: '"Hi " + name' } } } } })

    const after = await api.get(`/v1/ext/entity/customer/record/${record.body._data.id}`)
    expect(after.body._data.derivedData).toEqual({ hello: 'Hi Asha' })
  }),
)

test(
  'what was written by the model of before, while it changed, is brought into line a while later',
  withLeads(async ({ api, nadi, scope }) => {
    const since = Date.now()
    const id = await make(api, { name: 'Asha', city: 'Pune', phone_number: '9876543210' }, 'LOST')
    const model = await nadi.models.of(scope)
    const procedure = model.procedureByShortId.get('lead')
    const city = procedure?.attributes.byShortId.get('city')
    // as if city had not been filterable, and LOST still a state, for the server that wrote it
    await sql`delete from process_values where team_id = ${scope.teamId} and attribute_id = ${city?.id}`.execute(
      nadi.db,
    )
    await apply(api, lead({ states: { GONE: {} } }))
    const gone = (await nadi.models.of(scope)).procedureByShortId.get('lead')?.stateByShortId.get('GONE')
    await api.delete('/v1/ext/procedure/lead/state/GONE')
    await sql`update processes set state_id = ${gone?.id} where team_id = ${scope.teamId} and process_id = ${id}`.execute(
      nadi.db,
    )
    expect(await found(api, { city: 'Pune' })).toEqual([])

    const payload = {
      teamId: scope.teamId,
      procedureId: procedure?.id ?? '',
      attributeIds: [city?.id ?? ''],
      since: since - 1_000,
    }
    await catchUp(nadi)(payload, new AbortController().signal)

    expect(await found(api, { city: 'Pune', state: 'NEW' })).toEqual([id])
  }),
)

test(
  'applies to one team come one after the other',
  withLeads(async ({ api }) => {
    const shortIds = Array.from({ length: 8 }, (_, index) => `extra_${index}`)

    await Promise.all(shortIds.map((shortId) => apply(api, lead({ attributes: { [shortId]: 'string' } }))))

    const { body } = await api.get('/v1/ext/procedure/lead/attributes')
    const orders = body._data.map(({ order }: { order: number }) => order)
    expect(body._data.map(({ shortId }: { shortId: string }) => shortId)).toEqual(expect.arrayContaining(shortIds))
    expect(new Set(orders).size).toBe(orders.length)
  }),
)
