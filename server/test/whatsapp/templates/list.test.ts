import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { makeTeam, withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator } from '../../harness/simulator.ts'
import { refreshed } from './templates-at-hand.ts'

startNadiWithSimulator()

test(
  'the templates of an account are listed by name, a page at a time',
  withTeam(async (team) => {
    const { base } = await refreshed(team)

    const first = await team.api.get(`${base}?limit=2`)
    const names = (answer: typeof first) => answer.body._data.map(({ name, language }: never) => `${name} ${language}`)
    expect(names(first)).toEqual(['appointment_reminder en', 'appointment_reminder hi'])
    expect(first.body._meta).toMatchObject({ hasMore: true, readAt: expect.any(Number) })

    const second = await team.api.get(`${base}?limit=2&cursor=${first.body._meta.nextCursor}`)
    expect(names(second)).toHaveLength(2)
    expect(names(second)).not.toContain(names(first)[1])
  }),
)

test(
  'templates are found by a part of their name or text, by status, category and language',
  withTeam(async (team) => {
    const { base } = await refreshed(team)
    const names = async (query: string) =>
      (await team.api.get(`${base}?${query}`)).body._data.map(({ name }: { name: string }) => name)

    expect(await names('search=statement')).toEqual(['statement_ready'])
    expect(await names('search=due_date')).toEqual(['payment_due'])
    expect(await names('search=100%25')).toEqual([])
    expect(await names('category=authentication')).toEqual(['login_code'])
    expect(await names('language=hi')).toEqual(['appointment_reminder'])
    expect(await names('status=REJECTED')).toEqual([])
  }),
)

test(
  'a template tells what a send fills, and by which field',
  withTeam(async (team) => {
    const { base, named } = await refreshed(team)

    const { body } = await team.api.get(`${base}/${named('payment_due').id}`)

    expect(body._data).toMatchObject({ name: 'payment_due', parameterFormat: 'NAMED', status: 'APPROVED' })
    expect(body._data.parameters.map(({ field, name }: never) => `${field} ${name}`)).toEqual([
      'mapping customer_name',
      'mapping amount',
      'mapping due_date',
      'buttonMapping 0',
    ])
  }),
)

test(
  'a template that Meta no longer has leaves the list',
  withTeam(async (team) => {
    const { base, named, plugin } = await refreshed(team)
    const { id } = named('branch_location')
    plugin.account.templates.delete(id)

    await team.api.post(`${base}/refresh`)

    expect((await team.api.get(`${base}/${id}`)).status).toBe(404)
    expect((await team.api.get(`${base}?search=branch`)).body._data).toEqual([])
  }),
)

test(
  "another team's templates are not there",
  withTeam(async (team) => {
    const { base, named } = await refreshed(team)
    const other = await makeTeam()
    await connectPlugin(other)

    expect((await other.api.get(base)).status).toBe(404)
    expect((await other.api.get(`${base}/${named('login_code').id}`)).status).toBe(404)
  }),
)

test(
  'a preview shows the template filled, and what is still missing',
  withTeam(async (team) => {
    const { base, named } = await refreshed(team)
    const preview = `${base}/${named('appointment_reminder', 'en').id}/preview`
    const one = { schemaPropertyName: '1', schemaPropertyValue: 'Asha' }

    const half = await team.api.post(preview, { mapping: [one], imageUrl: '', otpCode: null, buttonMapping: [] })
    expect(half.body._data.rendered.body).toBe('Hi Asha, your appointment is on {{2}}. Will you come?')
    expect(half.body._data.template).toBe(null)
    expect(half.body._data.problems.map(({ path }: { path: string }) => path)).toEqual(['mapping'])

    const mapping = [one, { schemaPropertyName: '{{2}}', schemaPropertyValue: '3 March' }]
    const whole = await team.api.post(preview, { mapping })
    expect(whole.body._data).toMatchObject({
      rendered: {
        body: 'Hi Asha, your appointment is on 3 March. Will you come?',
        buttons: [{ text: 'Yes' }, { text: 'Another time' }],
      },
      template: { name: 'appointment_reminder', language: { code: 'en' } },
      problems: [],
    })
  }),
)

test(
  'a template is checked before it is created: what Meta would refuse is told at once',
  withTeam(async (team) => {
    const { base } = await refreshed(team)

    const { status, body } = await team.api.post(`${base}/check`, {
      name: 'Order Sent',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: '{{1}} has left.' }],
    })

    expect(status).toBe(200)
    expect(body._data.isValid).toBe(false)
    expect(body._data.problems.map(({ code }: { code: string }) => code)).toEqual([
      'bad_name',
      'parameter_place',
      'example_missing',
    ])
  }),
)

test(
  'a mapping to attributes is kept where both sides are there, else each mistake is told',
  withLeads(async (team) => {
    const { base, named } = await refreshed(team)
    const path = `${base}/${named('appointment_reminder', 'en').id}/process-mapping`

    const kept = await team.api.put(path, { procedure: 'lead', mapping: { 1: 'name', 2: 'city', 'button.0': '' } })
    expect(kept.body._data.processMapping).toEqual({ 1: 'name', 2: 'city' })

    const wrong = await team.api.put(path, { procedure: 'lead', mapping: { 3: 'name', 1: 'nme' } })
    expect(wrong.status).toBe(400)
    expect(wrong.body._errors).toEqual([
      'A lead has no attribute "nme"; did you mean "name"?',
      'The template "appointment_reminder" (en) has no parameter at "3".',
    ])
  }),
)
