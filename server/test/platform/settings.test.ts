import { expect, test } from 'vitest'
import { withLeads } from '../harness/model.ts'
import { startNadi } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'

startNadi()

const mine = '/v1/ext/me/settings'

test(
  'settings are merged by key, and belong to one user alone',
  withLeads(async (team) => {
    const agent = await actAs(team, { name: 'Agent Asha' })
    expect((await agent.api.get(mine)).body._data).toEqual({})
    await agent.api.put(mine, { theme: 'dark', hints: ['first-lead'], columns: { lead: ['name', 'city'] } })

    const changed = await agent.api.put(mine, { theme: null, columns: { ticket: ['subject'] } })

    expect(changed.body._data).toEqual({ hints: ['first-lead'], columns: { ticket: ['subject'] } })
    expect((await agent.api.get(mine)).body._data).toEqual(changed.body._data)
    expect((await team.api.get(mine)).body._data).toEqual({})
  }),
)

test(
  'two changes at once both hold',
  withLeads(async ({ api }) => {
    const keys = Array.from({ length: 12 }, (_, index) => `key${index}`)
    await Promise.all(keys.map((key) => api.put(mine, { [key]: true })))

    expect(Object.keys((await api.get(mine)).body._data).sort()).toEqual(keys.sort())
  }),
)

test(
  'settings that grow beyond 16 kB are refused, and stay as they were',
  withLeads(async ({ api }) => {
    await api.put(mine, { first: 'x'.repeat(9_000) })

    const refused = await api.put(mine, { second: 'é'.repeat(4_500) })

    expect(refused.status).toBe(400)
    expect(refused.body._errors[0]).toMatch(/^The settings would take \d+ bytes, and may take 16384\.$/)
    expect(Object.keys((await api.get(mine)).body._data)).toEqual(['first'])
  }),
)

test(
  'a key in the name of nobody has no settings',
  withLeads(async (team) => {
    const key = await team.api.post('/v1/ext/key', { name: 'Machine', role: 'Reader', user: null })
    const machine = team.as(key.body._data.key)

    for (const answer of [await machine.get(mine), await machine.put(mine, { theme: 'dark' })]) {
      expect(answer.status).toBe(403)
      expect(answer.body._errors).toEqual(['This key acts in the name of nobody, so it has no settings.'])
    }
  }),
)
