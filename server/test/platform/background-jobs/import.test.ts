import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { makeUser } from '../../harness/people.ts'
import { ended, entriesOf } from './jobs.ts'

startNadi()

const importRows = async ({ api }: Pick<TeamAtHand, 'api'>, rows: unknown) => {
  const begun = await api.post('/v1/ext/procedure/lead/process/import', rows)
  expect(begun.body._errors).toEqual([])
  const job = await ended(api, begun.body._data.id)
  const { body } = await entriesOf(api, begun.body._data.id)
  return { job: job.body, entries: body._data }
}

const id = '01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'
const taskId = '01937f5e-7c1a-7b62-9a53-0d6f6f1f2a11'
const day = 86_400_000
const start = Date.UTC(2026, 9, 1, 9)

test(
  'ids, times, authors, history and tasks are taken as given',
  withLeads(async (team) => {
    const { api } = team
    const asha = await makeUser(api, 'asha@example.com')

    const { job, entries } = await importRows(team, [
      {
        id,
        lead_id: 'LEAD-000900',
        createdAt: start,
        updatedAt: start + 2 * day,
        createdBy: 'asha@example.com',
        state: 'CONTACTED',
        data: { name: 'Rohan Das', phone_number: '+919876543210', city: 'Pune' },
        assignedTo: 'asha@example.com',
        history: [
          { at: start + day, by: 'asha@example.com', from: { state: 'NEW' }, to: { state: 'CONTACTED' } },
          { at: start + 2 * day, by: null, from: { data: { city: 'Goa' } }, to: { data: { city: 'Pune' } } },
        ],
        tasks: [
          {
            id: taskId,
            stateTask: 'call',
            at: start + day,
            createdBy: 'asha@example.com',
            status: 'COMPLETED',
            data: { call_disposition: 'RNR', remarks: 'No answer' },
          },
        ],
      },
    ])

    expect(job._data).toMatchObject({ completionStatus: 'COMPLETED', work: 'import' })
    expect(entries).toMatchObject([{ completionStatus: 'SUCCESS', process: id, errors: [] }])
    const lead = await api.get(`/v1/ext/procedure/lead/process/${id}`)
    expect(lead.body._data).toMatchObject({
      id,
      createdAt: start,
      updatedAt: start + 2 * day,
      createdBy: asha.id,
      assignedTo: asha.id,
      stateShortId: 'CONTACTED',
      data: { lead_id: 'LEAD-000900', name: 'Rohan Das', phone_number: '+919876543210', city: 'Pune' },
    })
    const history = await api.get(`/v1/ext/procedure/lead/process/${id}/history`)
    expect(
      history.body._data.map(({ kind, at, username, from, to }: Record<string, unknown>) => ({
        kind,
        at,
        username,
        from,
        to,
      })),
    ).toEqual([
      {
        kind: 'process.updated',
        at: start + 2 * day,
        username: null,
        from: { data: { city: 'Goa' } },
        to: { data: { city: 'Pune' } },
      },
      {
        kind: 'task.completed',
        at: start + day,
        username: 'asha@example.com',
        from: null,
        to: expect.objectContaining({ task: taskId, stateTask: 'call', status: 'COMPLETED' }),
      },
      {
        kind: 'process.state_changed',
        at: start + day,
        username: 'asha@example.com',
        from: { state: 'NEW' },
        to: { state: 'CONTACTED' },
      },
      {
        kind: 'process.created',
        at: start,
        username: 'asha@example.com',
        from: null,
        to: expect.objectContaining({
          state: 'NEW',
          data: expect.objectContaining({ city: 'Goa', name: 'Rohan Das' }),
        }),
      },
    ])
    const tasks = await api.get('/v1/ext/p/lead/LEAD-000900/task')
    expect(tasks.body._data).toMatchObject([
      {
        id: taskId,
        stateTaskShortId: 'call',
        createdAt: start + day,
        completedAt: start + day,
        createdBy: asha.id,
        data: { call_disposition: 'RNR', remarks: 'No answer' },
      },
    ])
    // the number is not given again
    const next = await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Next' } })
    expect(next.body._data.data.lead_id).toBe('LEAD-000901')
  }),
)

test(
  'a process that is there already is left as it is, and is not doubled',
  withLeads(async (team) => {
    await importRows(team, [{ id, data: { name: 'First' } }])

    const { job, entries } = await importRows(team, [
      { id, data: { name: 'Second' } },
      { id: id.replace('10', '12'), data: { name: 'Third' } },
      { id: id.replace('10', '12'), data: { name: 'Third again' } },
    ])

    expect(job._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: 3 })
    expect(entries.map((entry: { errors: { code: string }[] }) => entry.errors[0]?.code)).toEqual([
      'already_there',
      undefined,
      'already_there',
    ])
    expect(entries[0].process).toBe(id)
    const list = await team.api.post('/v1/ext/procedure/lead/process/list', {})
    expect(list.body._data.map(({ data }: { data: { name: string } }) => data.name).sort()).toEqual(['First', 'Third'])
  }),
)

test(
  'what is wrong in history and tasks is said with its place, and the row is not taken by half',
  withLeads(async (team) => {
    const { entries } = await importRows(team, [
      {
        data: { name: 'One', cty: 'Pune' },
        createdBy: 'nobody@example.com',
        history: [{ at: 'yesterday', from: null, to: {} }],
        tasks: [{ stateTask: 'cal' }, { stateTask: 'call', data: { call_disposition: 'SHOUTED' } }],
      },
      { data: { name: 'Two' }, history: [{ kind: 'pod.created', at: start }] },
      { data: { name: 'Three', pan: 'P3' }, tasks: [{ id: taskId, stateTask: 'call' }] },
      { data: { name: 'Four', pan: 'P3' } },
      { data: { name: 'Five' }, tasks: [{ id: taskId, stateTask: 'call' }] },
    ])

    expect(entries.map((entry: { errors: { path: string }[] }) => entry.errors.map(({ path }) => path))).toEqual([
      ['history.0.at', 'tasks.0.stateTask', 'createdBy', 'tasks.1.data.call_disposition', 'data.cty'],
      ['history.0.kind'],
      [],
      ['data.pan'],
      ['tasks.0.id'],
    ])
    const list = await team.api.post('/v1/ext/procedure/lead/process/list', { total: true })
    expect(list.body._data).toHaveLength(1)
  }),
)

test(
  'what a list answers, or an export writes, can be imported by another team with the same model',
  withLeads(async (source) => {
    await source.api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha', city: 'Pune' },
      record: { data: { name: 'Asha Rao' } },
      assignedTo: null,
    })
    const listed = await source.api.post('/v1/ext/procedure/lead/process/list', {})
    const [lead] = listed.body._data

    await withLeads(async (target) => {
      const { entries } = await importRows(target, [{ ...lead, createdBy: null }])
      expect(entries).toMatchObject([{ completionStatus: 'SUCCESS', process: lead.id }])
      const taken = await target.api.get(`/v1/ext/procedure/lead/process/${lead.id}`)
      expect(taken.body._data).toMatchObject({
        data: lead.data,
        createdAt: lead.createdAt,
        record: { id: lead.record.id },
      })
    })()
  }),
)

test(
  'two processes of one record are imported with it',
  withLeads(async (team) => {
    const record = { id: '01937f5e-7c1a-7b62-9a53-0d6f6f1f2a20', data: { email: 'a@example.com' } }
    const { entries } = await importRows(team, [
      { data: { name: 'One' }, record },
      { data: { name: 'Two' }, record },
    ])
    const records = await Promise.all(
      entries.map(
        async ({ process }: { process: string }) =>
          (await team.api.get(`/v1/ext/procedure/lead/process/${process}`)).body._data.record.id,
      ),
    )
    expect(records).toEqual([record.id, record.id])
  }),
)

test(
  'rows may come as lines, and only who may import imports',
  withLeads(async (team) => {
    const send = (key: string) =>
      team.as(key).fetch('/v1/ext/procedure/lead/process/import', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: '{"data":{"name":"One"}}\n\n{"data":{"name":"Two"}}\r\n',
      })
    const begun = (await (await send(team.api.key)).json()) as { _data: { id: string; entryCount: number } }
    expect(begun._data.entryCount).toBe(2)
    const job = await ended(team.api, begun._data.id)
    expect(job.body._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: 2 })

    const agent = await team.api.post('/v1/ext/key', { name: 'Agent', role: 'Agent' })
    expect((await send(agent.body._data.key)).status).toBe(403)
  }),
)
