import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { bulkCreate, bulkUpdate, entriesOf } from './jobs.ts'

startNadi()

test(
  'a bulk update finds processes by uuid, by primary-key value, and by the key attribute in the place of id',
  withLeads(async ({ api }) => {
    const made = await bulkCreate(
      api,
      ['A', 'B', 'C'].map((id) => ({ lead_id: `L-${id}`, data: { name: `Lead ${id}` } })),
    )
    const { body: before } = await entriesOf(api, made.body._data.id)

    const job = await bulkUpdate(api, [
      { id: before._data[0].process, update: { data: { city: 'Pune' } } },
      { id: 'L-B', update: { state: 'CONTACTED' } },
      { lead_id: 'L-C', update: { data: { city: 'Goa' }, status: 'CANCELLED' } },
    ])

    expect(job.body._data).toMatchObject({ completionStatus: 'COMPLETED', work: 'update', entryCount: 3 })
    expect(job.body._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: 3 })
    const { body: after } = await entriesOf(api, job.body._data.id)
    expect(after._data.map((entry: { process: string }) => entry.process)).toEqual(
      before._data.map((entry: { process: string }) => entry.process),
    )
    const fetched = await Promise.all(
      after._data.map((entry: { process: string }) => api.get(`/v1/ext/procedure/lead/process/${entry.process}`)),
    )
    expect(fetched.map(({ body }) => [body._data.data.city, body._data.stateShortId])).toEqual([
      ['Pune', 'NEW'],
      [undefined, 'CONTACTED'],
      ['Goa', 'LOST'],
    ])
  }),
)

test(
  'rows about one process take effect in their order',
  withLeads(async ({ api }) => {
    await bulkCreate(api, [{ lead_id: 'L-1', data: { name: 'Asha', city: 'Pune' } }])

    const job = await bulkUpdate(api, [
      { id: 'L-1', update: { data: { city: 'Goa' } } },
      { id: 'L-1', update: { state: 'CONTACTED' } },
      { id: 'L-1', update: { data: { city: 'Nagpur' }, state: 'QUALIFIED' } },
    ])

    expect(job.body._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: 3 })
    const { body } = await entriesOf(api, job.body._data.id)
    const lead = await api.get(`/v1/ext/procedure/lead/process/${body._data[0].process}`)
    expect(lead.body._data).toMatchObject({ data: { city: 'Nagpur' }, stateShortId: 'QUALIFIED', version: 4 })
  }),
)

test(
  'a row that names no process, or is wrong, is refused alone',
  withLeads(async ({ api }) => {
    await bulkCreate(api, [{ lead_id: 'L-1', data: { name: 'Asha' } }])

    const job = await bulkUpdate(api, [
      { id: 'L-9', update: {} },
      { id: '01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10', update: {} },
      { update: { data: { city: 'Pune' } } },
      { id: 'L-1', update: { data: { cty: 'Pune' } } },
      { id: 'L-1', update: { data: { city: 'Pune' } }, extra: 1 },
      { id: 'L-1' },
      { id: 'L-1', update: { state: 'CONVERTED' } },
      { id: 'L-1', update: { data: { city: 'Pune' } } },
    ])

    const { body } = await entriesOf(api, job.body._data.id)
    expect(
      body._data.map(
        ({ completionStatus, errors }: { completionStatus: string; errors: { code: string; path?: string }[] }) => [
          completionStatus,
          errors[0]?.code,
          errors[0]?.path,
        ],
      ),
    ).toEqual([
      ['ERROR', 'no_such_process', 'id'],
      ['ERROR', 'no_such_process', 'id'],
      ['INVALID', 'one_name', 'id'],
      ['INVALID', 'unknown_attribute', 'update.data.cty'],
      ['INVALID', 'one_name', 'extra'],
      ['INVALID', 'required', 'update'],
      ['INVALID', 'state_not_reachable', 'update.state'],
      ['SUCCESS', undefined, undefined],
    ])
  }),
)
