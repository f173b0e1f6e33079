import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { withLeads } from '../../harness/model.ts'
import { startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { rowsOf } from '../../isolation/planted-team.ts'
import { bulkCreate, entriesOf } from './jobs.ts'

startNadi()

const base = '/v1/ext/procedure/lead/process'
const check = (api: Api, rows: unknown[]) => api.post(`${base}/check`, rows)

const rows = [
  { data: { name: 'Asha', phone_number: '9876543210', city: 'Pune' } },
  { data: { name: 'Asha again', phone_number: '+91 98765 43210' } },
  { data: { nam: 'Ravi', loan_amount: 'much' } },
  { data: { name: 'Known', phone_number: '9812345678' } },
  { data: { name: 'First', pan: 'ABCDE1234F' } },
  { data: { name: 'Second', pan: 'ABCDE1234F' } },
  { data: { name: 'Taken', pan: 'ZZZZZ9999Z' } },
  { lead_id: 'LEAD-000900', data: { name: 'Numbered' } },
  'a row that is text',
  { data: { name: 'Nowhere' }, state: 'CONTACTD' },
]

async function plantKnown({ api }: TeamAtHand): Promise<string> {
  const known = await api.post(base, { data: { name: 'Old', phone_number: '9812345678', pan: 'ZZZZZ9999Z' } })
  return known.body._data.id
}

test(
  'rows are told what would become of them: refused, merged, or the same as an earlier row',
  withLeads(async (team) => {
    const known = await plantKnown(team)

    const { status, body } = await check(team.api, rows)

    expect(status).toBe(200)
    const fine = { completionStatus: 'SUCCESS', problems: [], merges: false, process: null, duplicateOf: null }
    expect(body._data).toMatchObject([
      { index: 0, ...fine },
      { index: 1, ...fine, merges: true, duplicateOf: 0 },
      {
        index: 2,
        completionStatus: 'INVALID',
        problems: [
          { path: 'data.nam', message: 'There is no attribute nam; did you mean name?' },
          { path: 'data.loan_amount' },
        ],
      },
      { index: 3, ...fine, merges: true, process: known },
      { index: 4, ...fine },
      {
        index: 5,
        completionStatus: 'ERROR',
        duplicateOf: 4,
        problems: [{ path: 'data.pan', code: 'key_taken', hint: 'It is that of the row 4, counted from 0.' }],
      },
      { index: 6, completionStatus: 'ERROR', duplicateOf: null, problems: [{ code: 'key_taken', path: 'data.pan' }] },
      { index: 7, ...fine },
      { index: 8, completionStatus: 'INVALID', problems: [{ message: 'The row must be an object.' }] },
      { index: 9, completionStatus: 'INVALID', problems: [{ code: 'unknown_state', path: 'state' }] },
    ])
    expect(body._data[6].problems[0].hint).toContain(known)
  }),
)

test(
  'a bulk create of the same rows then ends as the check has told',
  withLeads(async (team) => {
    await plantKnown(team)
    const told = (await check(team.api, rows)).body._data

    const job = await bulkCreate(team.api, rows)

    const { body } = await entriesOf(team.api, job.body._data.id)
    const outcome = ({ index, completionStatus }: { index: number; completionStatus: string }) => [
      index,
      completionStatus,
    ]
    expect(body._data.map(outcome)).toEqual(told.map(outcome))
    const codes = (problems: { code: string; path?: string }[] | null) =>
      (problems ?? []).map(({ code, path }) => [code, path])
    expect(body._data.map(({ errors }: { errors: [] }) => codes(errors))).toEqual(
      told.map(({ problems }: { problems: [] }) => codes(problems)),
    )
  }),
)

test(
  'a check writes nothing and uses up no number',
  withLeads(async (team) => {
    await plantKnown(team)
    const before = await rowsOf(team)

    await check(team.api, rows)

    expect(await rowsOf(team)).toEqual(before)
    const next = await team.api.post(base, { data: { name: 'Next' } })
    expect(next.body._data.data.lead_id).toBe('LEAD-000002')
  }),
)

test(
  'a lead that the role may not see is not told of, and whoever may not write is told so',
  withLeads(async (team) => {
    await plantKnown(team)
    const agent = await actAs(team, {
      name: 'Agent Asha',
      procedures: [{ procedure: 'lead', read: 'own', write: 'own' }],
    })
    const reader = await actAs(team, {
      name: 'Only reads',
      procedures: [{ procedure: 'lead', read: 'all', write: 'none' }],
    })

    const [hidden] = (await check(agent.api, [rows[3]])).body._data

    expect(hidden).toMatchObject({
      completionStatus: 'ERROR',
      process: null,
      problems: [{ code: 'merge_outside_reach', path: 'data.phone_number' }],
    })
    expect((await check(reader.api, rows)).status).toBe(403)
  }),
)

test(
  'a thousand rows are checked at once, and no more; the connection is given back',
  withLeads(async (team) => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      data: { name: `Lead ${index}`, phone_number: `98${String(10_000_000 + index)}`, city: 'Pune' },
    }))

    const { body } = await check(team.api, many)

    expect(body._data).toHaveLength(1_000)
    expect(
      body._data.every(({ completionStatus }: { completionStatus: string }) => completionStatus === 'SUCCESS'),
    ).toBe(true)
    expect((await check(team.api, [...many, ...many])).status).toBe(400)
    const { rows: open } = await sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`.execute(
      team.nadi.db,
    )
    expect(open[0]?.count).toBe(0)
  }),
)
