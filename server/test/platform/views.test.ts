import { expect, test } from 'vitest'
import { withLeads } from '../harness/model.ts'
import { startNadi, type TeamAtHand } from '../harness/nadi.ts'
import { actAs, makeRole } from '../harness/people.ts'

startNadi()

const views = '/v1/ext/procedure/lead/views'
const save = '/v1/ext/procedure/lead/view'
const open = { name: 'Open in Pune', definition: { where: { status: 'OPEN', city: 'Pune' } } }
const reads = [{ procedure: 'lead', read: 'own', write: 'own' }]

const agents = async (team: TeamAtHand) => ({
  asha: await actAs(team, { name: 'Agent Asha', procedures: reads, permissions: ['chats.read_own'] }),
  ravi: await actAs(team, { name: 'Agent Ravi', procedures: reads, permissions: ['chats.read_own'] }),
})
const names = (answer: { body: { _data: { name: string }[] } }) => answer.body._data.map(({ name }) => name)

test(
  'a view is its owner’s alone until it is shared; then everybody who reads the procedure sees it, and only its owner or a manager of the model changes it',
  withLeads(async (team) => {
    const { asha, ravi } = await agents(team)
    const outsider = await actAs(team, {
      name: 'Ticket only',
      procedures: [{ procedure: 'ticket', read: 'all', write: 'none' }],
    })
    const saved = await asha.api.post(save, open)
    expect(saved.body._data).toMatchObject({
      ...open,
      isShared: false,
      user: asha.user.id,
      mayChange: true,
      procedureShortId: 'lead',
    })
    const { id } = saved.body._data
    expect(names(await ravi.api.get(views))).toEqual([])
    expect((await ravi.api.put(`/v1/ext/view/${id}`, { name: 'Mine' })).status).toBe(404)
    expect((await team.api.put(`/v1/ext/view/${id}`, { name: 'Mine' })).status).toBe(404)

    const shared = await asha.api.put(`/v1/ext/view/${id}`, { isShared: true })
    expect(shared.status).toBe(200)

    expect((await ravi.api.get(views)).body._data).toMatchObject([{ id, mayChange: false, user: asha.user.id }])
    expect((await outsider.api.get(views)).status).toBe(404)
    const refused = await ravi.api.put(`/v1/ext/view/${id}`, { name: 'Mine' })
    expect(refused.status).toBe(403)
    expect(refused.body._errors[0]).toBe(
      'The shared view "Open in Pune" is changed by its owner, or by a role with the permission model.manage, which "Agent Ravi" lacks.',
    )
    expect((await outsider.api.put(`/v1/ext/view/${id}`, { name: 'Mine' })).status).toBe(404)
    expect((await team.api.put(`/v1/ext/view/${id}`, { name: 'Pune', position: 3 })).body._data).toMatchObject({
      name: 'Pune',
      position: 3,
      user: asha.user.id,
    })
  }),
)

test(
  'views stand in the order of their positions; a new one comes last',
  withLeads(async ({ api }) => {
    for (const name of ['One', 'Two', 'Three']) await api.post(save, { name, definition: {} })
    const [one] = (await api.get(views)).body._data

    await api.put(`/v1/ext/view/${one.id}`, { position: 9 })

    expect(names(await api.get(views))).toEqual(['Two', 'Three', 'One'])
  }),
)

test(
  'nobody has two views of one name for one list',
  withLeads(async (team) => {
    const { asha } = await agents(team)
    const first = await team.api.post(save, open)
    expect((await asha.api.post(save, open)).status).toBe(200)
    expect((await team.api.post('/v1/ext/procedure/ticket/view', { name: open.name, definition: {} })).status).toBe(200)

    const again = await team.api.post(save, { ...open, name: 'open in pune' })

    expect(again.status).toBe(409)
    expect(again.body._meta.errors[0]).toMatchObject({ code: 'name_taken', path: 'name' })

    await team.api.delete(`/v1/ext/view/${first.body._data.id}`)
    await team.api.post(save, open)
    expect((await team.api.post(`/v1/ext/view/${first.body._data.id}/restore`)).status).toBe(409)
  }),
)

test(
  'everything that is wrong with a view is told as its list would tell it',
  withLeads(async ({ api }) => {
    const refused = await api.post(save, {
      name: 'Wrong',
      definition: {
        where: { cty: 'Pune' },
        orderBy: 'notes',
        search: 'a',
        columns: [{ attribute: 'nam' }, { attribute: 'city', width: 120 }],
        groupBy: 'tags',
      },
    })

    expect(refused.status).toBe(400)
    expect(refused.body._meta.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['definition.where.cty', 'unknown_attribute'],
      ['definition.search', 'too_short'],
      ['definition.orderBy', 'not_filterable'],
      ['definition.columns.0', 'unknown_column'],
      ['definition.groupBy', 'cannot_be_grouped'],
    ])
    expect(refused.body._errors[0]).toBe('There is no attribute "cty" in lead; did you mean "city"?')

    const definition = {
      layout: 'board',
      where: { city: ['Pune'] },
      search: 'asha',
      orderBy: { attribute: 'loan_amount', direction: 'desc' },
      columns: [{ attribute: 'name', width: 240 }, { attribute: 'record.email' }, { attribute: 'nextActionAt' }],
      groupBy: 'source',
    }
    expect((await api.post(save, { name: 'Right', definition })).body._data.definition).toEqual(definition)
  }),
)

test(
  'a view that was deleted comes back as it was',
  withLeads(async ({ api }) => {
    const { id } = (await api.post(save, open)).body._data
    expect((await api.delete(`/v1/ext/view/${id}`)).body._data).toMatchObject(open)
    expect(names(await api.get(views))).toEqual([])
    expect((await api.delete(`/v1/ext/view/${id}`)).status).toBe(404)

    const restored = await api.post(`/v1/ext/view/${id}/restore`)

    expect(restored.body._data).toMatchObject({ id, ...open })
    expect(names(await api.get(views))).toEqual([open.name])
  }),
)

test(
  'a change on what somebody else has changed meanwhile is refused',
  withLeads(async ({ api }) => {
    const saved = await api.post(save, open)
    const seen = { 'if-match': saved.headers.get('etag') ?? '' }
    expect((await api.put(`/v1/ext/view/${saved.body._data.id}`, { name: 'First' }, seen)).status).toBe(200)

    const late = await api.put(`/v1/ext/view/${saved.body._data.id}`, { name: 'Second' }, seen)

    expect(late.status).toBe(412)
    expect(late.body._errors).toEqual(['The view is at version 2 by now.'])
  }),
)

test(
  'the chats have views of their own, read as their list reads them',
  withLeads(async (team) => {
    const { asha, ravi } = await agents(team)
    const blind = await actAs(team, { name: 'No chats', procedures: reads })
    const mine = {
      of: 'chats',
      name: 'Waiting',
      isShared: true,
      definition: { where: { status: 'OPEN', isWaiting: true }, orderBy: '-lastMessageAt' },
    }
    const saved = await asha.api.post('/v1/ext/view', mine)

    expect(saved.body._data).toMatchObject({ procedure: null, name: 'Waiting', definition: mine.definition })
    expect(names(await ravi.api.get('/v1/ext/views?of=chats'))).toEqual(['Waiting'])
    expect(names(await ravi.api.get(views))).toEqual([])
    expect((await blind.api.get('/v1/ext/views?of=chats')).status).toBe(403)
    expect((await blind.api.delete(`/v1/ext/view/${saved.body._data.id}`)).status).toBe(404)

    const wrong = { where: { stats: 'OPEN' }, orderBy: 'updatedAt', search: 'ab', columns: [{ attribute: 'name' }] }
    const refusals = []
    for (const [field, value] of Object.entries(wrong)) {
      const answer = await asha.api.post('/v1/ext/view', { of: 'chats', name: field, definition: { [field]: value } })
      refusals.push([answer.status, answer.body._meta.errors[0].path])
    }
    expect(refusals).toEqual([
      [400, 'definition.where.stats'],
      [400, 'definition.orderBy'],
      [400, 'definition.search'],
      [400, 'definition.columns'],
    ])
  }),
)

test(
  'a shared view may say me: everybody sees their own with it',
  withLeads(async (team) => {
    const { asha, ravi } = await agents(team)
    const where = { assignedTo: 'me', status: 'OPEN' }
    for (const { api } of [asha, ravi]) {
      await api.post('/v1/ext/procedure/lead/process', { data: { name: `Lead of ${api.key}` } })
    }
    await team.api.post(save, { name: 'Mine', isShared: true, definition: { where } })
    const mine = { of: 'chats', name: 'My chats', isShared: true, definition: { where: { assignedTo: 'me' } } }
    expect((await team.api.post('/v1/ext/view', mine)).status).toBe(200)

    for (const { api } of [asha, ravi]) {
      const [view] = (await api.get(views)).body._data
      const { body } = await api.post('/v1/ext/procedure/lead/process/list', { where: view.definition.where })
      expect(body._data.map(({ data }: { data: { name: string } }) => data.name)).toEqual([`Lead of ${api.key}`])
      expect((await api.post('/v1/ext/chat', { where: { assignedTo: 'me' } })).body._data).toEqual([])
    }
    const machine = await team.api.post('/v1/ext/key', { name: 'Machine', role: 'Reader', user: null })
    const refused = await team.as(machine.body._data.key).post('/v1/ext/procedure/lead/process/list', { where })
    expect(refused.body._errors).toEqual(["assignedTo can't be me: this key acts in the name of nobody."])
  }),
)

test(
  'a key in the name of nobody has no views, but a manager of the model may share one with it',
  withLeads(async (team) => {
    const role = await makeRole(team, { name: 'Machine', procedures: reads })
    const machine = await team.api.post('/v1/ext/key', { name: 'Machine', role: role.id, user: null })
    const admin = await team.api.post('/v1/ext/key', { name: 'Admin machine', role: 'Admin', user: null })

    const refused = await team.as(machine.body._data.key).post(save, open)
    expect(refused.status).toBe(403)
    expect(refused.body._errors).toEqual(['This key acts in the name of nobody, so it has no views of its own.'])

    expect((await team.as(admin.body._data.key).post(save, open)).status).toBe(403)
    const shared = await team.as(admin.body._data.key).post(save, { ...open, isShared: true })
    expect(shared.body._data).toMatchObject({ user: null, isShared: true, mayChange: true })
  }),
)

test(
  'views stand in the audit log',
  withLeads(async ({ api }) => {
    const { id } = (await api.post(save, open)).body._data
    await api.put(`/v1/ext/view/${id}`, { name: 'Pune' })

    const { body } = await api.get(`/v1/ext/events?subject=${id}`)

    expect(body._data).toMatchObject([
      { kind: 'view.updated', before: { name: open.name }, after: { name: 'Pune' } },
      { kind: 'view.created', after: { name: open.name } },
    ])
  }),
)
