import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { bulkCreate, entriesOf } from './jobs.ts'

startNadi()

interface Entry {
  index: number
  completionStatus: string
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    data: index % 10 === 3 ? { name: `Lead ${index}`, cty: 'Pune' } : { name: `Lead ${index}` },
  }))

test(
  'entries come in the order of the rows, a page at a time, each with the path of the next',
  withLeads(async ({ api }) => {
    const job = await bulkCreate(api, rows(250))
    const { id } = job.body._data

    const first = await entriesOf(api, id)
    expect(first.body._data).toHaveLength(100)
    expect(first.body._meta).toEqual({
      total: 250,
      hasMore: true,
      next: `/v1/ext/background-job/${id}/entries?limit=100&after=99`,
    })
    const second = await api.get(first.body._meta.next)
    const third = await api.get(second.body._meta.next)
    expect(third.body._meta).toEqual({ total: 250, hasMore: false, next: null })
    const all = [first, second, third].flatMap(({ body }) => body._data.map((entry: Entry) => entry.index))
    expect(all).toEqual(Array.from({ length: 250 }, (_, index) => index))

    const skipped = await entriesOf(api, id, '?skip=240&limit=5')
    expect(skipped.body._data.map((entry: Entry) => entry.index)).toEqual([240, 241, 242, 243, 244])
  }),
)

test(
  'entries can be asked for by what became of them',
  withLeads(async ({ api }) => {
    const job = await bulkCreate(api, rows(50))
    const { id } = job.body._data

    const refused = await entriesOf(api, id, '?completionStatus=INVALID&limit=3')
    expect(refused.body._data.map((entry: Entry) => entry.index)).toEqual([3, 13, 23])
    expect(refused.body._meta).toMatchObject({ total: 5, hasMore: true })
    const rest = await api.get(refused.body._meta.next)
    expect(rest.body._data.map((entry: Entry) => entry.index)).toEqual([33, 43])
    const made = await entriesOf(api, id, '?completionStatus=SUCCESS&skip=40')
    expect(made.body._data.map((entry: Entry) => entry.index)).toEqual([45, 46, 47, 48, 49])
    expect((await entriesOf(api, id, '?completionStatus=NOT_STARTED')).body._data).toEqual([])
    expect((await entriesOf(api, id, '?completionStatus=LOST')).status).toBe(400)
  }),
)

test(
  'the refused rows can be downloaded as lines, as they were sent',
  withLeads(async ({ api }) => {
    const job = await bulkCreate(api, [...rows(14), { data: { name: 'Number', loan_amount: '1.50e' } }])

    const response = await api.fetch(`/v1/ext/background-job/${job.body._data.id}/entries/refused`)

    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain('attachment')
    const lines = (await response.text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        index: 3,
        completionStatus: 'INVALID',
        errors: [{ path: 'data.cty' }],
        input: { data: { name: 'Lead 3', cty: 'Pune' } },
      },
      { index: 13, completionStatus: 'INVALID' },
      { index: 14, completionStatus: 'INVALID', input: { data: { loan_amount: '1.50e' } } },
    ])
  }),
)

test(
  'jobs are listed with the newest first and how far they are',
  withLeads(async ({ api }) => {
    const first = await bulkCreate(api, rows(5))
    const second = await bulkCreate(api, rows(10))

    const list = await api.get('/v1/ext/background-jobs?limit=1')
    expect(list.body._data).toEqual([
      { ...second.body._data, counts: { INVALID: 1, NOT_STARTED: 0, SUCCESS: 9, ERROR: 0 } },
    ])
    expect(list.body._meta).toEqual({ hasMore: true })
    const rest = await api.get('/v1/ext/background-jobs?skip=1')
    expect(rest.body._data.map((job: { id: string }) => job.id)).toEqual([first.body._data.id])
    expect(rest.body._meta).toEqual({ hasMore: false })
  }),
)

test(
  'a job is seen by who asked for it, by who may import, and by the same role where it reads everything',
  withLeads(async (team) => {
    const own = { procedures: [{ procedure: 'lead', read: 'own', write: 'own' }] }
    const all = { procedures: [{ procedure: 'lead', read: 'all', write: 'all' }] }
    const agent = await actAs(team, { name: 'Own', ...own })
    const other = await actAs(team, { name: 'Other', ...own })
    const reader = await actAs(team, { name: 'Everything', ...all })
    const importer = await actAs(team, { name: 'Importer', permissions: ['import'], ...all })
    const job = await bulkCreate(agent.api, [{ data: { name: 'Mine' } }])
    const path = `/v1/ext/background-job/${job.body._data.id}`

    const status = async (api: typeof team.api) => (await api.get(path)).status
    expect([await status(agent.api), await status(importer.api), await status(team.api)]).toEqual([200, 200, 200])
    expect([await status(other.api), await status(reader.api)]).toEqual([404, 404])
    expect((await reader.api.get('/v1/ext/background-jobs')).body._data).toEqual([])
    expect((await reader.api.get(`${path}/entries`)).status).toBe(404)
    expect((await reader.api.get(`${path}/entries/refused`)).status).toBe(404)
    expect((await importer.api.get('/v1/ext/background-jobs')).body._data).toHaveLength(1)
    expect((await agent.api.get('/v1/ext/background-jobs')).body._data).toHaveLength(1)
  }),
)

test(
  'a role that reaches only its own processes makes them its own in bulk too',
  withLeads(async (team) => {
    const agent = await actAs(team, { name: 'Own', procedures: [{ procedure: 'lead', read: 'own', write: 'own' }] })
    const job = await bulkCreate(agent.api, [
      { data: { name: 'Mine' } },
      { data: { name: 'Not mine' }, assignedTo: (await team.api.get('/v1/ext/users')).body._data[0].username },
    ])
    const { body } = await entriesOf(agent.api, job.body._data.id)
    expect(body._data.map((entry: Entry) => entry.completionStatus)).toEqual(['SUCCESS', 'ERROR'])
    expect(body._data[1].errors).toMatchObject([{ code: 'outside_reach', path: 'assignedTo' }])
    const made = await agent.api.get(`/v1/ext/procedure/lead/process/${body._data[0].process}`)
    expect(made.body._data.assignedTo).toBe(agent.user.id)
  }),
)

test(
  'rows about one phone number are merged in their order',
  withLeads(async ({ api }) => {
    const job = await bulkCreate(api, [
      { data: { name: 'Asha', phone_number: '9876543210', city: 'Pune' } },
      { data: { phone_number: '+91 98765 43210', city: 'Goa' } },
      { data: { phone_number: '098765-43210', loan_amount: 5 } },
    ])
    const { body } = await entriesOf(api, job.body._data.id)
    const processes = new Set(body._data.map((entry: { process: string }) => entry.process))
    expect(processes.size).toBe(1)
    const lead = await api.get(`/v1/ext/procedure/lead/process/${body._data[0].process}`)
    expect(lead.body._data.data).toMatchObject({ name: 'Asha', city: 'Goa', loan_amount: 5 })
  }),
)

test(
  'twenty thousand rows in one request become twenty thousand processes, numbered without a gap',
  withLeads(async ({ api }) => {
    const job = await bulkCreate(
      api,
      Array.from({ length: 20_000 }, (_, index) => ({ data: { name: `Lead ${index}`, city: 'Pune' } })),
    )
    expect(job.body._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: 20_000 })
    const last = await entriesOf(api, job.body._data.id, '?after=19998')
    const lead = await api.get(`/v1/ext/procedure/lead/process/${last.body._data[0].process}`)
    expect(lead.body._data.data.lead_id).toBe('LEAD-020000')
  }),
)
