import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { applyModel, withLeads } from '../../harness/model.ts'
import { startNadi, withTeam } from '../../harness/nadi.ts'

startNadi()

const file = async (api: { get(path: string): Promise<{ body: unknown }> }): Promise<string> =>
  (await api.get('/v1/ext/config/file')).body as string

test(
  'the model of the tests applies, and leads can be made',
  withLeads(async ({ api }) => {
    const made = await api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha', phone_number: '9876543210' },
    })

    expect(made.body._errors).toEqual([])
    expect(made.body._data.data.lead_id).toBe('LEAD-000001')
  }),
)

test(
  'the demo team applies to an empty team',
  withTeam(async ({ api }) => {
    const demo = readFileSync(path.join(import.meta.dirname, '../../../src/demo/demo.yaml'), 'utf8')

    const applied = await api.post('/v1/ext/config/apply', { config: demo })

    expect(applied.body._errors).toEqual([])
    expect((await api.post('/v1/ext/config/plan', { config: demo })).body._data).toEqual([])
  }),
)

test(
  'what is exported applies to the same team without a change, also as its whole truth',
  withLeads(async ({ api }) => {
    const exported = await file(api)

    const plan = await api.post('/v1/ext/config/plan', { config: exported, prune: true })

    expect(plan.body._data).toEqual([])
  }),
)

test(
  'what is exported makes the same model in another team',
  withLeads(async (first) => {
    await withTeam(async (second) => {
      const exported = (await file(first.api)).replaceAll(/^.*admin@.*\n( {4}.*\n)*/gm, '')
      await applyModel(second.api, exported)

      const again = (await file(second.api)).replaceAll(/^.*admin@.*\n( {4}.*\n)*/gm, '')

      expect(again).toBe(exported)
    })()
  }),
)

test(
  'the example of the documentation applies as it is printed',
  withTeam(async ({ api }) => {
    const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/configuration.md'), 'utf8')
    const example = page.slice(page.indexOf('```yaml') + 7, page.lastIndexOf('```'))

    const applied = await api.post('/v1/ext/config/apply', { config: example })

    expect(applied.body._errors).toEqual([])
  }),
)

test(
  'things keep the order of the file when one before them goes and another changes',
  withTeam(async ({ api }) => {
    const states = { NEW: {} }
    await applyModel(api, { procedures: { p: { states, attributes: { a: 'text', z: 'text', b: 'text' } } } })

    await applyModel(api, { procedures: { p: { states, attributes: { z: 'text', b: 'string' } } } }, { prune: true })

    const { body } = await api.get('/v1/ext/procedure/p/attributes')
    expect(body._data.map(({ shortId }: { shortId: string }) => shortId)).toEqual(['z', 'b'])
  }),
)
