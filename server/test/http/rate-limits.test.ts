import { afterEach, expect, test, vi } from 'vitest'
import type { Api } from '../harness/api.ts'
import { makeTeam, startNadi, startServer, theNadi, withTeam } from '../harness/nadi.ts'

startNadi()
afterEach(() => vi.useRealTimers())

/** A key of the team that may make so many requests a minute. */
async function keyWithLimit(api: Api, requestsPerMinute: number): Promise<string> {
  const made = await api.post('/v1/ext/key', { name: 'Limited', role: 'Admin', requestsPerMinute })
  return made.body._data.key
}

const at = (time: string) => vi.useFakeTimers({ now: new Date(time), toFake: ['Date'] })

test(
  'every answer tells the limit, and the one past it when to go on',
  withTeam(async ({ api, as }) => {
    const limited = as(await keyWithLimit(api, 3))
    at('2026-01-05T10:00:20Z')

    const answers = []
    for (let count = 0; count < 4; count++) answers.push(await limited.get('/v1/health'))

    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429])
    expect(answers.map((answer) => answer.headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0'])
    const last = answers[3]
    expect(last?.headers.get('ratelimit-limit')).toBe('3')
    expect(last?.headers.get('ratelimit-reset')).toBe('40')
    expect(last?.headers.get('retry-after')).toBe('40')
    expect(last?.body._errors).toEqual(['The 3 requests of this minute are used.'])
    expect(last?.body._meta.errors[0]).toMatchObject({ code: 'rate_limited', hint: expect.stringContaining('40 s') })
  }),
)

test(
  'the next minute begins anew, and one key does not spend the requests of another',
  withTeam(async ({ api, as }) => {
    const limited = as(await keyWithLimit(api, 2))
    at('2026-01-05T10:00:59Z')
    for (let count = 0; count < 2; count++) await limited.get('/v1/health')
    const spent = await limited.get('/v1/health')
    const other = await api.get('/v1/health')
    at('2026-01-05T10:01:00Z')
    const next = await limited.get('/v1/health')

    expect([spent.status, other.status, next.status]).toEqual([429, 200, 200])
  }),
)

test('two servers on one database share the limit of a key', async () => {
  const first = await makeTeam()
  const second = await startServer(theNadi().databaseUrl, theNadi().dataDir)
  try {
    const key = await keyWithLimit(first.api, 40)
    at('2026-01-05T11:00:10Z')
    const onSecond = { ...first.as(key) }
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        fetch(`${index % 2 ? second.url : first.nadi.url}/v1/health`, {
          headers: { authorization: `Bearer ${onSecond.key}` },
        }),
      ),
    )

    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(40)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(60)
  } finally {
    await second.stop()
  }
})
