import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { makeTeam, startNadi } from '../../harness/nadi.ts'
import { anyDocument } from './documents.ts'

startNadi()

const apply = async (api: Api, config: unknown): Promise<void> => {
  const { status, body } = await api.post('/v1/ext/config/apply', { config, prune: true, allowLoss: true })
  expect(body._errors).toEqual([])
  expect(status).toBe(200)
}

/** The file, but for what differs from team to team: its name and its first user. */
const exported = async (api: Api): Promise<string> => {
  const yaml = (await api.get('/v1/ext/config/file')).body as unknown as string
  return yaml.slice(yaml.indexOf('entities:'), yaml.indexOf('\nusers:'))
}

test('whatever a team has: its file changes nothing in it, makes the same in another, and nothing of before is left', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, anyDocument, async (first, second) => {
      const [team, other, third] = [await makeTeam(), await makeTeam(), await makeTeam()]
      await apply(team.api, first)
      const yaml = await exported(team.api)

      const plan = await team.api.post('/v1/ext/config/plan', { config: yaml, prune: true })
      expect(plan.body._data).toEqual([])
      await apply(other.api, yaml)
      expect(await exported(other.api)).toBe(yaml)

      await apply(other.api, second)
      await apply(third.api, second)
      expect(await exported(other.api)).toBe(await exported(third.api))
    }),
    { numRuns: 15 },
  )
}, 120_000)
