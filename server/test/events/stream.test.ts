import { expect, test, vi } from 'vitest'
import type { Database, Tx } from '../../src/database/database.ts'
import { type NewEvent, recordEvent, recordEvents } from '../../src/events/record.ts'
import { newId } from '../../src/ids.ts'
import { listen } from '../harness/listener.ts'
import { applyModel, withLeads } from '../harness/model.ts'
import { makeTeam, startNadi, withTeam } from '../harness/nadi.ts'

startNadi()

const lead = (name: string, more: object = {}) => ({ data: { name }, ...more })
const leads = '/v1/ext/procedure/lead/process'

test(
  'who listens is told what changed, in order, and nothing of what it is',
  withLeads(async (team) => {
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
  withLeads(async (team) => {
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
  'what commits late is told late, and to whoever comes back meanwhile, whatever its place in the log',
  withLeads(async ({ api, nadi, scope }) => {
    const browser = await listen(api)
    const slow = await begun(nadi.db, (tx) => recordEvent(tx, scope, note('slow')))
    await nadi.db.transaction().execute((tx) => recordEvent(tx, scope, note('quick')))
    await browser.hears('test.quick')
    expect(browser.changes()).toHaveLength(1)

    await slow.commit()

    await browser.hears('test.slow')
    const cameBack = await listen(api, { since: browser.heard[1]?.id ?? '' })
    expect(cameBack.changes().map(({ kind }) => kind)).toEqual(['test.slow'])
    const isThere = await listen(api, { since: browser.id() })
    expect(isThere.changes()).toEqual([])
  }),
)

test(
  'many changes of one kind at once are told as one, without a subject',
  withLeads(async ({ api }) => {
    const browser = await listen(api)

    await api.post(
      `${leads}/bulk-create`,
      Array.from({ length: 40 }, (_, row) => lead(`Lead ${row}`)),
    )

    const told = await browser.hears('background_job.completed').then(() => browser.changes('process.created'))
    const many = told.filter(({ subject }) => subject === null)
    expect(many.length).toBeGreaterThan(0)
    expect(many[0]).toMatchObject({ procedureShortId: 'lead', user: null, count: expect.any(Number) })
    const total = told.reduce((sum, { count }) => sum + Number(count ?? 1), 0)
    expect(total).toBe(40)
  }),
)

test(
  'whoever was away while more happened than can be told starts anew, and so does whoever was there',
  withLeads(async ({ api, nadi, scope }) => {
    const browser = await listen(api)
    const since = browser.id()

    await nadi.db.transaction().execute((tx) =>
      recordEvents(
        tx,
        scope,
        Array.from({ length: 1_001 }, (_, index) => note(`of_many_${index}`)),
      ),
    )
    await vi.waitFor(() => expect(browser.heard.map(({ event }) => event)).toEqual(['ready', 'reset']), 10_000)
    const cameBack = await listen(api, { since })
    await nadi.db.transaction().execute((tx) => recordEvent(tx, scope, note('later')))

    for (const one of [browser, cameBack]) await one.hears('test.later')
    expect(cameBack.heard.map(({ event }) => event)).toEqual(['reset', 'ready', 'change'])
    expect(browser.changes()).toHaveLength(1)
  }),
)

test(
  'what is no id of the stream is refused, in the header as in the address',
  withTeam(async ({ api }) => {
    const byHeader = await api.get('/v1/ext/stream', { 'last-event-id': 'yesterday!' })
    const byAddress = await api.get('/v1/ext/stream?since=1-2-%F0%9F%A6%8A')

    for (const { status, body } of [byHeader, byAddress]) {
      expect([status, body._meta.errors[0].code]).toEqual([400, 'bad_event_id'])
    }
    expect((await api.fetch('/v1/ext/stream', { method: 'HEAD' })).status).toBe(405)
  }),
)

/** An event that somebody with every permission is told of, and that is about nothing. */
const note = (what: string): NewEvent => ({ kind: `test.${what}`, subjectId: newId(), before: null, after: null })

/** A transaction that stays open after its work until it is told to commit. */
async function begun(db: Database, work: (tx: Tx) => Promise<void>): Promise<{ commit: () => Promise<void> }> {
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
  const { promise: isDone, resolve: done } = Promise.withResolvers<void>()
  const transaction = db.transaction().execute(async (tx) => {
    await work(tx)
    done()
    await mayCommit
  })
  await isDone
  return {
    commit: async () => {
      commit()
      await transaction
    },
  }
}
