import { CompiledQuery } from 'kysely'
import { expect, test } from 'vitest'
import { withLeads } from '../harness/model.ts'
import { startNadi, theNadi } from '../harness/nadi.ts'
import { runNadi } from './run-nadi.ts'

startNadi()

const base = '/v1/ext/procedure/lead/process'

test(
  'the doctor finds what lists would miss, and repairs it',
  withLeads(async ({ api, scope }) => {
    const team = (await api.get('/v1/ext/team')).body._data.shortId
    let seen = 0
    for (const city of ['Pune', 'Pune', 'Goa']) {
      await api.post(base, {
        data: { name: 'Asha', city, phone_number: `98765432${city.length}${seen++}`, tags: ['a', 'b'] },
      })
    }
    const gone = (await api.post(base, { data: { name: 'Ravi', city: 'Goa' } })).body._data
    await api.delete(`${base}/${gone.id}`)
    const found = async () => (await api.post(`${base}/list`, { where: { city: 'Goa' } })).body._data.length

    const well = await runNadi('doctor', '--team', team)
    expect(well).toEqual({ code: 0, out: '', told: 'Lists read what the processes say.' })
    expect(await found()).toBe(1)

    await theNadi().db.executeQuery(
      CompiledQuery.raw(`delete from process_values where team_id = $1 and value = '"Goa"'`, [scope.teamId]),
    )
    expect(await found()).toBe(0)
    const ill = await runNadi('doctor', '--team', team)
    expect(ill).toEqual({
      code: 1,
      out: 'lead.city\tprocess_values\t1 missing\t0 too many',
      told: 'Run it with --repair to fill anew what differs.',
    })

    expect((await runNadi('doctor', '--team', team, '--repair')).code).toBe(0)
    expect(await found()).toBe(1)
    expect((await runNadi('doctor', '--team', team)).code).toBe(0)

    await theNadi().db.executeQuery(
      CompiledQuery.raw(`update process_texts set created_at = now() where team_id = $1`, [scope.teamId]),
    )
    expect((await runNadi('doctor', '--team', team)).out).toContain('lead.name\tprocess_texts\t3 missing\t3 too many')
  }),
  120_000,
)
