import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyModel } from '../harness/model.ts'
import { makeTeam, startNadi, type TeamAtHand } from '../harness/nadi.ts'
import { makeUser } from '../harness/people.ts'
import { runNadi as nadi } from './run-nadi.ts'

// the command works on its rows itself where no worker does
startNadi({ role: 'api' })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nadi-test-transfer-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const shortIdOf = async ({ api }: TeamAtHand): Promise<string> => (await api.get('/v1/ext/team')).body._data.shortId

async function teamWithLeads(): Promise<TeamAtHand> {
  const team = await makeTeam()
  await applyModel(team.api)
  await makeUser(team.api, 'asha@example.com')
  return team
}

test('what is exported makes the same processes, history and tasks in another team of the same model', async () => {
  const source = await teamWithLeads()
  const { api } = source
  const base = '/v1/ext/procedure/lead/process'
  const first = await api.post(base, {
    data: { name: 'Rohan', phone_number: '98765 43210', tags: ['warm', 'vip'], source: 'Website' },
    record: { data: { name: 'Rohan Das' } },
    assignedTo: 'asha@example.com',
  })
  await api.post('/v1/ext/p/lead/LEAD-000001/task/call', {
    data: { call_disposition: 'RNR', next_call_time: '2026-11-15T09:30:00' },
    status: 'COMPLETED',
    assignedTo: 'asha@example.com',
  })
  await api.put(`${base}/${first.body._data.id}`, { state: 'CONTACTED', data: { city: 'Pune' } })
  await api.post(base, { data: { name: 'Meera' }, record: { id: first.body._data.record.id }, belongsTo: 'Pune' })
  const gone = await api.post(base, { data: { name: 'Deleted' } })
  await api.delete(`${base}/${gone.body._data.id}`)
  await api.post('/v1/ext/procedure/ticket/process', { data: { ticket_id: 'T-1', subject: 'Broken' } })
  const target = await teamWithLeads()
  // who did it is there as well
  await makeUser(target.api, `admin@${await shortIdOf(source)}.example`, 'Admin')
  const [from, to] = [path.join(folder, 'from.ndjson'), path.join(folder, 'to.ndjson')]

  await nadi('export', '--team', await shortIdOf(source), '--file', from)
  const imported = await nadi('import', from, '--team', await shortIdOf(target))

  expect(imported).toEqual({ code: 0, out: '', told: 'lead: 2 rows are there.\nticket: 1 row is there.' })
  await nadi('export', '--team', await shortIdOf(target), '--file', to)
  const told = await readFile(to, 'utf8')
  expect(told).toBe(await readFile(from, 'utf8'))
  expect(told.trimEnd().split('\n')).toHaveLength(3)
  const lead = await target.api.get(`${base}/${first.body._data.id}`)
  const { id, createdAt, record, data } = first.body._data
  expect(lead.body._data).toMatchObject({ id, createdAt, record: { id: record.id }, data: { ...data, city: 'Pune' } })
  expect((await target.api.post(base, { data: { name: 'Next' } })).body._data.data.lead_id).toBe('LEAD-000003')
})

test('an import can be run again, and says which rows were refused and why', async () => {
  const team = await teamWithLeads()
  const shortId = await shortIdOf(team)
  const file = path.join(folder, 'leads.json')
  const refused = path.join(folder, 'refused.ndjson')
  await writeFile(
    file,
    JSON.stringify([
      { id: '01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10', data: { name: 'One' } },
      { data: { name: 'Two', cty: 'Pune' } },
    ]),
  )

  expect((await nadi('import', file, '--team', shortId)).told).toBe(
    'A row does not say which procedure it is of: give it procedureShortId, or say --procedure.',
  )
  await nadi('import', file, '--team', shortId, '--procedure', 'lead')
  const again = await nadi('import', file, '--team', shortId, '--procedure', 'lead', '--refused', refused)

  expect(again).toEqual({
    code: 1,
    out: '',
    told: [
      'lead: 1 row is there, 1 was refused.',
      '  row 1 of lead: There is no attribute cty; did you mean city?',
    ].join('\n'),
  })
  expect(JSON.parse(await readFile(refused, 'utf8'))).toMatchObject({
    index: 1,
    input: { data: { name: 'Two', cty: 'Pune' } },
  })
  const list = await team.api.post('/v1/ext/procedure/lead/process/list', {})
  expect(list.body._data).toHaveLength(1)
})
