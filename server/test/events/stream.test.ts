import { expect, test, vi } from 'vitest'
import { listen } from '../harness/listener.ts'
import { applyModel } from '../harness/model.ts'
import { makeTeam, startNadi, withTeam } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'

startNadi()

const lead = (name: string, more: object = {}) => ({ data: { name }, ...more })
const leads = '/v1/ext/procedure/lead/process'

test(
  'who listens is told what changed, in order, and nothing of what it is',
  withTeam(async (team) => {
    await applyModel(team.api)
    const browser = await listen(team.api)

    const made = await team.api.post(leads, lead('Asha Rao'))
    const { id, procedure } = made.body._data
    await team.api.put(`${leads}/${id}`, { data: { city: 'Pune' } })
    await team.api.delete(`${leads}/${id}`)
    await browser.hears('process.deleted')

    expect(browser.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(browser.headers.get('x-request-id')).toBeTruthy()
    const changes = browser.changes()
    expect(changes.map(({ kind }) => kind)).toEqual(['process.created', 'process.updated', 'process.deleted'])
    expect(changes[0]).toEqual({
      id: expect.any(String),
      kind: 'process.created',
      subject: id,
      procedure,
      procedureShortId: 'lead',
      user: team.scope.userId,
      at: expect.any(Number),
    })
  }),
)

test(
  'a connection that broke is taken up where it was: nothing is missed, nothing comes twice',
  withTeam(async (team) => {
    await applyModel(team.api)
    const browser = await listen(team.api)
    await team.api.post(leads, lead('Before'))
    const [before] = await browser.hears('process.created')
    const since = browser.id()
    await browser.leave()

    const made = await team.api.post(leads, lead('Meanwhile'))
    const again = await listen(team.api, { since })
    const byAddress = await listen(team.api, { path: `/v1/ext/stream?since=${since}` })
    const later = await team.api.post(leads, lead('Later'))
    await again.hears('process.created', 2)
    await byAddress.hears('process.created', 2)

    const subjects = [made, later].map(({ body }) => body._data.id)
    expect(again.changes().map(({ subject }) => subject)).toEqual(subjects)
    expect(byAddress.changes().map(({ subject }) => subject)).toEqual(subjects)
    expect(subjects).not.toContain(before?.subject)
    expect(again.heard.map(({ event }) => event)).toEqual(['change', 'ready', 'change'])
  }),
)

test('another team hears nothing of it', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  await applyModel(team.api)
  await applyModel(other.api)
  const stranger = await listen(other.api)

  await team.api.post(leads, lead('Asha Rao'))
  const own = await other.api.post(leads, lead('Of the other team'))
  await stranger.hears('process.created')

  expect(stranger.changes().map(({ subject }) => subject)).toEqual([own.body._data.id])
})

test(
  'a revoked key is cut off at once',
  withTeam(async (team) => {
    const agent = await actAs(team, { name: 'Agent' })
    const browser = await listen(agent.api)
    const [key] = (await team.api.get('/v1/ext/keys')).body._data.filter(
      ({ name }: { name: string }) => name === 'Agent',
    )

    await team.api.delete(`/v1/ext/key/${key.id}`)

    await vi.waitFor(() => expect(browser.isOver()).toBe(true), 1_000)
    expect((await agent.api.get('/v1/ext/stream')).status).toBe(401)
  }),
)
