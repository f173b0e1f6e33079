import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'

startNadi()

const base = '/v1/ext/procedure/lead/process'

test(
  'the history of a lead tells who changed what, when, by which key, from what to what, its tasks too',
  withLeads(async (team) => {
    const agent = await actAs(team, {
      name: 'Agent One',
      procedures: [{ procedure: 'lead', read: 'all', write: 'all' }],
    })
    const began = Date.now()
    const lead = (await team.api.post(base, { data: { name: 'Asha', city: 'Pune' } })).body._data
    await agent.api.put(`${base}/${lead.id}`, { data: { city: 'Goa' }, state: 'CONTACTED' })
    const task = { data: { call_disposition: 'RNR', remarks: 'Later' }, status: 'COMPLETED' }
    const done = await agent.api.post(`/v1/ext/p/lead/${lead.data.lead_id}/task/call`, task)

    const history = await team.api.get(`${base}/${lead.id}/history`)

    expect(history.status).toBe(200)
    expect(history.body._meta).toEqual({ hasMore: false })
    const [call, moved, made] = history.body._data
    expect(made).toMatchObject({ kind: 'process.created', from: null, to: { state: 'NEW', data: { city: 'Pune' } } })
    expect(made.at).toBeGreaterThanOrEqual(began)
    expect(moved).toMatchObject({
      kind: 'process.state_changed',
      user: agent.user.id,
      username: agent.user.username,
      keyName: 'Agent One',
      task: null,
      from: { state: 'NEW', data: { city: 'Pune' } },
      to: { state: 'CONTACTED', data: { city: 'Goa' } },
    })
    expect(call).toMatchObject({
      kind: 'task.completed',
      username: agent.user.username,
      task: done.body._data.id,
      stateTask: 'call',
      from: null,
      to: { status: 'COMPLETED', data: { remarks: 'Later' } },
    })
  }),
)

test(
  'a long history is paged by its cursor, each change once',
  withLeads(async ({ api }) => {
    const lead = (await api.post(base, { data: { name: 'Asha' } })).body._data
    for (let amount = 1; amount <= 6; amount++) await api.put(`${base}/${lead.id}`, { data: { loan_amount: amount } })
    const other = (await api.post(base, { data: { name: 'Ravi' } })).body._data

    const amounts: number[] = []
    let path = `${base}/${lead.id}/history?limit=3`
    for (let page = 0; page < 3; page++) {
      const { _data, _meta } = (await api.get(path)).body
      amounts.push(..._data.map((each: { to: { data: { loan_amount?: number } } }) => each.to.data.loan_amount ?? 0))
      expect(_meta.hasMore).toBe(page < 2)
      path = `${base}/${lead.id}/history?limit=3&cursor=${_meta.nextCursor}`
    }
    expect(amounts).toEqual([6, 5, 4, 3, 2, 1, 0])
    const { nextCursor } = (await api.get(`${base}/${lead.id}/history?limit=3`)).body._meta
    expect((await api.get(`${base}/${other.id}/history?cursor=${nextCursor}`)).status).toBe(400)
  }),
)

test(
  'the history of a deleted lead is for those who may restore it; that of one outside the reach for nobody',
  withLeads(async (team) => {
    const reader = await actAs(team, { name: 'R', procedures: [{ procedure: 'lead', read: 'all', write: 'none' }] })
    const own = await actAs(team, { name: 'O', procedures: [{ procedure: 'lead', read: 'own', write: 'own' }] })
    const lead = (await team.api.post(base, { data: { name: 'Asha' } })).body._data
    const status = async (who: { api: typeof team.api }) => (await who.api.get(`${base}/${lead.id}/history`)).status
    expect([await status(team), await status(reader), await status(own)]).toEqual([200, 200, 404])

    await team.api.delete(`${base}/${lead.id}`)

    expect([await status(team), await status(reader), await status(own)]).toEqual([200, 404, 404])
    const [gone] = (await team.api.get(`${base}/${lead.id}/history`)).body._data
    expect(gone).toMatchObject({ kind: 'process.deleted', from: { data: { name: 'Asha' } }, to: null })
  }),
)
