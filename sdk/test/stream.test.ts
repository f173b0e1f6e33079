import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi, startServer, theNadi } from '../../server/test/harness/nadi.ts'
import { type Change, Nadi, type StreamMessage } from '../src/index.ts'

const secretKey = randomBytes(32)
startNadi({ secretKey })

const leads = '/v1/ext/procedure/lead/process'

/** Follows in the background until the test ends. */
function following(client: Nadi, since?: string) {
  const leaving = new AbortController()
  const heard: StreamMessage[] = []
  const ended = (async () => {
    for await (const message of client.stream({ signal: leaving.signal, ...(since && { since }) })) heard.push(message)
  })()
  onTestFinished(() => leaving.abort())
  const types = () => heard.map(({ type }) => type)
  const subjects = () => heard.flatMap(({ type, data }) => (type === 'change' ? (data as Change).subject : []))
  return { heard, ended, types, subjects, leave: () => leaving.abort() }
}

test(
  'the client follows what changes over a server that is started again, and misses nothing',
  withLeads(async ({ api }) => {
    const { databaseUrl, dataDir } = theNadi()
    const first = await startServer(databaseUrl, dataDir, { role: 'api', secretKey })
    const client = new Nadi({ url: first.url, apiKey: api.key })
    const follower = following(client)
    await vi.waitFor(() => expect(follower.types()).toEqual(['ready']), 10_000)
    const before = await api.post(leads, { data: { name: 'Before' } })
    await vi.waitFor(() => expect(follower.subjects()).toHaveLength(1), 10_000)

    await first.stop()
    const meanwhile = await api.post(leads, { data: { name: 'Meanwhile' } })
    const port = Number(new URL(first.url).port)
    const second = await startServer(databaseUrl, dataDir, { role: 'api', secretKey, port })
    onTestFinished(() => second.stop())

    await vi.waitFor(() => expect(follower.subjects()).toHaveLength(2), 20_000)
    expect(follower.subjects()).toEqual([before, meanwhile].map(({ body }) => body._data.id))
    expect(follower.types()[2]).toBe('lost')
    follower.leave()
    await follower.ended
  }),
)

test(
  'the client goes on from where it is told, and ends with a refusal where its key is revoked',
  withLeads(async ({ api, nadi }) => {
    const made = await api.post('/v1/ext/key', { name: 'Console', role: 'Admin' })
    const client = new Nadi({ url: nadi.url, apiKey: made.body._data.key })
    const first = following(client)
    await vi.waitFor(() => expect(first.types()).toEqual(['ready']), 10_000)
    const missed = await api.post(leads, { data: { name: 'Missed' } })
    const second = following(client, first.heard[0]?.id)
    await vi.waitFor(() => expect(second.types()).toEqual(['change', 'ready']), 10_000)
    expect(second.subjects()).toEqual([missed.body._data.id])

    const refused = expect(second.ended).rejects.toMatchObject({ status: 401 })
    const alsoRefused = expect(first.ended).rejects.toMatchObject({ status: 401 })
    await api.delete(`/v1/ext/key/${made.body._data.id}`)

    await refused
    await alsoRefused
  }),
)
