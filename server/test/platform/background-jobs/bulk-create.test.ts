import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { bulkCreate, ended, entriesOf } from './jobs.ts'

startNadi()

test(
  'a bulk create answers at once with a background job, which makes the processes',
  withLeads(async ({ api, scope }) => {
    const begun = await api.post('/v1/ext/procedure/lead/process/bulk-create', [
      { data: { name: 'Asha Rao', phone_number: '98765 43210', city: 'Pune' } },
      { lead_id: 'L-1', data: { name: 'Rohan Das' }, state: 'CONTACTED', record: { data: { email: 'r@example.com' } } },
    ])

    expect(begun.status).toBe(200)
    expect(begun.body._errors).toEqual([])
    expect(begun.body._data).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      createdAt: expect.any(Number),
      updatedAt: begun.body._data.createdAt,
      completionStatus: 'IN_PROGRESS',
      statusMessage: null,
      startedAt: begun.body._data.createdAt,
      completedAt: 0,
      team: scope.teamId,
      type: 'bulk_api_job',
      work: 'create',
      procedure: expect.any(String),
      procedureShortId: 'lead',
      createdBy: scope.userId,
      entryCount: 2,
      settledCount: 0,
      unconfirmedCount: 0,
      scheduledFor: null,
    })

    const job = await ended(api, begun.body._data.id)
    expect(job.body._data).toMatchObject({ completionStatus: 'COMPLETED', settledCount: 2, statusMessage: null })
    expect(job.body._data.completedAt).toBeGreaterThanOrEqual(job.body._data.startedAt)
    expect(job.body._meta).toEqual({
      bjEntryCompletionStatusVsCount: { INVALID: 0, NOT_STARTED: 0, SUCCESS: 2, ERROR: 0 },
    })

    const entries = await entriesOf(api, begun.body._data.id)
    expect(entries.body._meta).toEqual({ total: 2, hasMore: false, next: null })
    expect(entries.body._data[1]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      index: 1,
      completionStatus: 'SUCCESS',
      input: {
        lead_id: 'L-1',
        data: { name: 'Rohan Das' },
        state: 'CONTACTED',
        record: { data: { email: 'r@example.com' } },
      },
      process: expect.any(String),
      chatMessage: null,
      errors: [],
      createdAt: begun.body._data.createdAt,
      updatedAt: expect.any(Number),
    })
    const made = await api.get(`/v1/ext/procedure/lead/process/${entries.body._data[1].process}`)
    expect(made.body._data).toMatchObject({
      data: { lead_id: 'L-1', name: 'Rohan Das' },
      stateShortId: 'CONTACTED',
      createdBy: scope.userId,
    })
  }),
)

test(
  'a bad row stops no other, and says in its own terms what is wrong',
  withLeads(async ({ api }) => {
    const job = await bulkCreate(api, [
      { data: { name: 'One', pan: 'P1' } },
      { data: { name: 'Two', cty: 'Pune', loan_amount: 'lots' } },
      'three',
      { data: { name: 'Four', pan: 'P1' } },
      { data: { name: 'Five' }, staet: 'NEW' },
      { data: { name: 'Six', pan: 'P6' } },
    ])
    expect(job.body._meta.bjEntryCompletionStatusVsCount).toEqual({ INVALID: 3, NOT_STARTED: 0, SUCCESS: 2, ERROR: 1 })

    const { body } = await entriesOf(api, job.body._data.id)
    expect(body._data.map((entry: { completionStatus: string }) => entry.completionStatus)).toEqual([
      'SUCCESS',
      'INVALID',
      'INVALID',
      'ERROR',
      'INVALID',
      'SUCCESS',
    ])
    expect(body._data[1].errors.map((error: { path: string }) => error.path)).toEqual(['data.cty', 'data.loan_amount'])
    expect(body._data[1].errors[0].message).toContain('did you mean city?')
    expect(body._data[2]).toMatchObject({
      input: 'three',
      process: null,
      errors: [{ message: 'The row must be an object.' }],
    })
    expect(body._data[3].errors).toMatchObject([{ code: 'key_taken', path: 'data.pan' }])
    expect(body._data[4].errors).toMatchObject([{ code: 'unknown_field', path: 'staet' }])
  }),
)

test(
  'older clients leave /ext out of the paths',
  withLeads(async ({ api }) => {
    const created = await api.post('/v1/procedure/lead/process/bulk-create', [{ lead_id: 'L-1', data: { name: 'A' } }])
    expect(await api.get(`/v1/background-job/${created.body._data.id}`)).toMatchObject({ status: 200 })
    await ended(api, created.body._data.id)

    const update = { processes: [{ lead_id: 'L-1', update: { data: { city: 'Goa' } } }] }
    const updated = await api.patch('/v1/procedure/lead/process', update)
    await ended(api, updated.body._data.id)

    const [entry] = (await api.get(`/v1/background-job/${updated.body._data.id}/entries`)).body._data
    const lead = (await api.get(`/v1/procedure/lead/process/${entry.process}`)).body._data
    expect(lead.data).toEqual({ lead_id: 'L-1', name: 'A', city: 'Goa' })
  }),
)
