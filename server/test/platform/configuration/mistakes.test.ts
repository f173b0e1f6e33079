import { expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { withLeads } from '../../harness/model.ts'
import { startNadi, withTeam } from '../../harness/nadi.ts'

startNadi()

const refusal = async (api: Api, config: unknown) => {
  const { status, body } = await api.post('/v1/ext/config/plan', { config })
  return { status, problems: body._meta.errors as { code: string; path: string; message: string; hint?: string }[] }
}

test(
  'an unknown field names the nearest known one, at its path',
  withLeads(async ({ api }) => {
    const { status, problems } = await refusal(api, {
      procedures: { lead: { attributes: { city: { type: 'string', requird: true } } } },
    })

    expect(status).toBe(400)
    expect(problems).toMatchObject([
      {
        code: 'unknown_field',
        path: 'procedures.lead.attributes.city.requird',
        message:
          'procedures.lead.attributes.city.requird is not known: procedures.lead.attributes.city has no field requird; did you mean required?',
      },
    ])
  }),
)

test(
  'all mistakes are told at once',
  withLeads(async ({ api }) => {
    const { problems } = await refusal(api, {
      procedure: {},
      procedures: { lead: { attributes: { city: { type: 'strng' }, age: { type: 'integer', required: 'yes' } } } },
    })

    expect(problems.map(({ path }) => path)).toEqual([
      'procedure',
      'procedures.lead.attributes.city.type',
      'procedures.lead.attributes.age.required',
    ])
    expect(problems[1]?.message).toContain('did you mean string?')
  }),
)

test(
  'what does not hold together is refused at its path',
  withLeads(async ({ api }) => {
    const cases: [object, string][] = [
      [{ states: { NEW: { next: ['CONTACTD'] } } }, 'procedures.lead.states.NEW.next'],
      [{ defaultState: 'LOST' }, 'procedures.lead.defaultState'],
      [{ completedState: 'NEW' }, 'procedures.lead.completedState'],
      [{ primaryKey: 'notes' }, 'procedures.lead.primaryKey'],
      [{ merging: 'email' }, 'procedures.lead.merging.attribute'],
      [{ entity: 'custmer' }, 'procedures.lead.entity'],
      [{ states: { NEW: { color: 'blue' } } }, 'procedures.lead.states.NEW.color'],
      [{ attributes: { state: 'string' } }, 'procedures.lead.attributes.state'],
      [{ attributes: { 'a b': 'string' } }, 'procedures.lead.attributes.a b'],
      [{ attributes: { age: { type: 'integer', minimum: 5, maximum: 1 } } }, 'procedures.lead.attributes.age.minimum'],
      [{ attributes: { age: { type: 'integer', default: 'old' } } }, 'procedures.lead.attributes.age.default'],
      [{ attributes: { kind: { type: 'stringEnum' } } }, 'procedures.lead.attributes.kind.options'],
      [{ attributes: { x: { type: 'number', formula: 'nothing + 1' } } }, 'procedures.lead.attributes.x.formula'],
      [{ attributes: { city: { group: 'place' } } }, 'procedures.lead.attributes.city.group'],
      [{ attributes: { by: { type: 'record', target: 'client' } } }, 'procedures.lead.attributes.by.target'],
      [{ stateTasks: { call: { mapping: { remarks: 'nots' } } } }, 'procedures.lead.stateTasks.call.mapping.remarks'],
      [
        { stateTasks: { call: { mapping: { remarks: 'is_large' } } } },
        'procedures.lead.stateTasks.call.mapping.remarks',
      ],
      [{ stateTasks: { call: { movesTo: 'GONE' } } }, 'procedures.lead.stateTasks.call.movesTo'],
    ]
    for (const [changes, path] of cases) {
      const { status, problems } = await refusal(api, { procedures: { lead: changes } })
      expect(
        problems?.map((problem) => problem.path),
        JSON.stringify(changes),
      ).toEqual([path])
      expect(status).toBe(400)
    }
  }),
)

test(
  'a procedure needs a state, and an attribute a type',
  withTeam(async ({ api }) => {
    const { problems } = await refusal(api, 'procedures:\n  lead:\n    attributes: { city: {} }\n')
    expect(problems.map(({ path }) => path)).toEqual(['procedures.lead.attributes.city.type'])

    const without = await refusal(api, 'procedures:\n  lead: { attributes: { city: string } }\n')
    expect(without.problems).toMatchObject([{ path: 'procedures.lead.states', code: 'no_states' }])
  }),
)

test(
  'what is not YAML is refused with its line',
  withTeam(async ({ api }) => {
    const { problems } = await refusal(api, 'entities:\n  a: 1\n  a: 2\n')
    expect(problems[0]).toMatchObject({ code: 'not_yaml', path: 'line 3' })

    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(',')}]`)
      .join('\n')}\n`
    expect((await refusal(api, bomb)).problems[0]?.code).toBe('not_yaml')
  }),
)

test(
  'roles and users take users.manage, and nobody grants more than they hold',
  withLeads(async ({ api, as }) => {
    await api.post('/v1/ext/config/apply', { config: { roles: { Modeller: { permissions: ['model.manage'] } } } })
    const { body } = await api.post('/v1/ext/key', { name: 'Modeller', role: 'Modeller' })
    const modeller = as(body._data.key)

    const roles = await modeller.post('/v1/ext/config/apply', { config: { roles: { Boss: { permissions: 'all' } } } })
    expect(roles.status).toBe(403)
    expect((await modeller.post('/v1/ext/config/apply', { config: { pods: ['Goa'] } })).status).toBe(200)
    const file = await modeller.get('/v1/ext/config/file', { accept: 'application/json' })
    expect(Object.keys(file.body._data)).not.toContain('users')

    const { body: agent } = await api.post('/v1/ext/key', { name: 'Agent', role: 'Agent' })
    expect((await as(agent._data.key).get('/v1/ext/config/file')).status).toBe(403)
  }),
)
