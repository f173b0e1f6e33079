import pg from 'pg'
import { expect, test } from 'vitest'
import { answersLastMs, sweepRequests } from '../../src/http/sweep.ts'
import type { Api } from '../harness/api.ts'
import { startNadi, theNadi, withTeam } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'

startNadi()

const post = async (api: Api, path: string, body: unknown, key: string) => {
  const response = await api.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const podsOf = async (api: Api): Promise<string[]> =>
  (await api.get('/v1/ext/pods')).body._data.map((pod: { name: string }) => pod.name)

test(
  'a repeat answers the first answer, byte for byte, and does nothing more',
  withTeam(async ({ api }) => {
    const first = await post(api, '/v1/ext/pod', { name: 'Pune' }, 'pod-1')
    const again = await post(api, '/v1/ext/pod', { name: 'Pune' }, 'pod-1')
    const withoutExt = await post(api, '/v1/pod', { name: 'Pune' }, 'pod-1')

    expect(first.status).toBe(200)
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    for (const repeat of [again, withoutExt]) {
      expect([repeat.status, repeat.text]).toEqual([200, first.text])
      expect(repeat.headers.get('content-type')).toBe(first.headers.get('content-type'))
      expect(repeat.headers.get('idempotent-replayed')).toBe('true')
    }
    expect(await podsOf(api)).toEqual(['Pune'])
  }),
)

test(
  'what a request made is seen by the next one at once',
  withTeam(async ({ api }) => {
    for (let index = 0; index < 10; index++) {
      const { text } = await post(api, '/v1/ext/pod', { name: `Branch ${index}` }, `pod-${index}`)
      const user = await post(
        api,
        '/v1/ext/user',
        { username: `u${index}@x.example`, role: 'Admin', pods: [`Branch ${index}`] },
        `user-${index}`,
      )
      expect(JSON.parse(user.text)._data?.pods).toEqual([JSON.parse(text)._data.id])
    }
  }),
)

test(
  'another body, path or method under the same key is refused, and nothing is done',
  withTeam(async ({ api }) => {
    await post(api, '/v1/ext/pod', { name: 'Pune' }, 'k')

    const body = await post(api, '/v1/ext/pod', { name: 'Goa' }, 'k')
    const path = await post(api, '/v1/ext/skill', { name: 'Pune' }, 'k')

    for (const refused of [body, path]) {
      expect(refused.status).toBe(409)
      expect(JSON.parse(refused.text)._errors).toEqual(['The Idempotency-Key "k" was used for another request.'])
    }
    expect(await podsOf(api)).toEqual(['Pune'])
  }),
)

test(
  'twenty of the same at once do it once, and all hear the same answer',
  withTeam(async ({ api }) => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(api, '/v1/ext/pod', { name: 'Pune' }, 'same')),
    )

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1)
    expect(await podsOf(api)).toEqual(['Pune'])
  }),
)

test(
  'sixty different ones at once all come through, though the pool has fewer connections',
  withTeam(async ({ api }) => {
    const names = Array.from({ length: 60 }, (_, index) => `Branch ${index}`)

    const answers = await Promise.all(names.map((name) => post(api, '/v1/ext/pod', { name }, name.replace(' ', '-'))))

    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200))
    expect(await podsOf(api)).toHaveLength(60)
  }),
)

test(
  'a refused request keeps nothing: the same key serves the corrected one',
  withTeam(async ({ api }) => {
    const empty = await post(api, '/v1/ext/pod', { name: '' }, 'k')
    const taken = await post(api, '/v1/ext/user', { username: 'new@x.example', role: 'No such role' }, 'k')
    const good = await post(api, '/v1/ext/pod', { name: 'Pune' }, 'k')

    expect([empty.status, taken.status, good.status]).toEqual([400, 400, 200])
  }),
)

test(
  'the key of one API key says nothing to another',
  withTeam(async (team) => {
    const other = await actAs(team, { name: 'Modeller', permissions: ['model.manage'], procedures: [] })

    const mine = await post(team.api, '/v1/ext/skill', { name: 'Hindi' }, 'k')
    const theirs = await post(other.api, '/v1/ext/skill', { name: 'Marathi' }, 'k')

    expect([mine.status, theirs.status]).toEqual([200, 200])
  }),
)

test(
  'updates and deletions are repeated safely too',
  withTeam(async ({ api }) => {
    const { _data: pod } = JSON.parse((await post(api, '/v1/ext/pod', { name: 'Pune' }, 'make')).text)
    const put = () => api.put(`/v1/ext/pod/${pod.id}`, { name: 'Pune West' }, { 'idempotency-key': 'put' })
    const remove = () => api.delete(`/v1/ext/pod/${pod.id}`, { 'idempotency-key': 'remove' })

    expect((await put()).body).toEqual((await put()).body)
    const removed = await remove()
    expect(removed.status).toBe(200)
    expect((await remove()).body).toEqual(removed.body)
    expect((await api.delete(`/v1/ext/pod/${pod.id}`)).status).toBe(404)
  }),
)

test(
  'a key that cannot be one is refused; on a call that only reads it is ignored',
  withTeam(async ({ api }) => {
    const long = await post(api, '/v1/ext/pod', { name: 'Pune' }, 'k'.repeat(256))
    const read = await api.get('/v1/ext/pods', { 'idempotency-key': 'k'.repeat(256) })

    expect(long.status).toBe(400)
    expect(JSON.parse(long.text)._errors).toEqual([
      'The header Idempotency-Key must be 1 to 255 visible ASCII characters.',
    ])
    expect(read.status).toBe(200)
  }),
)

test(
  'a new API key is answered to a repeat, and cannot be read from the database',
  withTeam(async ({ api }) => {
    const first = await post(api, '/v1/ext/key', { name: 'Website', role: 'Admin' }, 'k')
    const again = await post(api, '/v1/ext/key', { name: 'Website', role: 'Admin' }, 'k')

    const secret = JSON.parse(first.text)._data.key
    expect(again.text).toBe(first.text)
    const client = new pg.Client(theNadi().databaseUrl)
    await client.connect()
    const { rows } = await client.query(
      "select answer from idempotency_keys where idempotency_key = 'k' and status is not null",
    )
    await client.end()
    expect(rows.length).toBeGreaterThan(0)
    for (const { answer } of rows) expect(answer.includes(secret)).toBe(false)
  }),
)

test(
  'after 24 hours a key is forgotten',
  withTeam(async ({ api, nadi }) => {
    await post(api, '/v1/ext/pod', { name: 'Pune' }, 'k')
    const hourMs = 3_600_000

    const early = await sweepRequests(nadi.db, Date.now() + answersLastMs - hourMs)
    const late = await sweepRequests(nadi.db, Date.now() + answersLastMs + hourMs)
    const again = await post(api, '/v1/ext/pod', { name: 'Goa' }, 'k')

    expect(early.answers).toBe(0)
    expect(late.answers).toBeGreaterThan(0)
    expect(again.status).toBe(200)
  }),
)
