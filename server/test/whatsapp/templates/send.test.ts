import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import type { TeamAtHand } from '../../harness/nadi.ts'
import { withTeam } from '../../harness/nadi.ts'
import { startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'
import { refreshed, type TemplatesAtHand } from './templates-at-hand.ts'

startNadiWithSimulator()

const entry = (name: string, value: unknown) => ({ schemaPropertyName: name, schemaPropertyValue: value })
const reminder = {
  templateName: 'appointment_reminder',
  language: 'en',
  mapping: [entry('1', 'Asha'), entry('2', '3 March')],
}

const sender =
  ({ api }: TeamAtHand, { plugin }: TemplatesAtHand) =>
  (to: string, body: object, headers?: Record<string, string>) =>
    api.post(
      `/v1/ext/plugin/whatsapp/${plugin.pluginId}/${to}/send-template-message`,
      { whatsappPhoneNumberId: plugin.phoneNumberId, ...body },
      headers,
    )

const lastSent = () => [...theSimulator().sent.values()].at(-1)

test(
  'a template sent to a number arrives at Meta filled, and its answer is the chat message',
  withTeam(async (team) => {
    const send = sender(team, await refreshed(team))

    const { status, body } = await send('phoneNumber/919812300001', reminder)

    expect(status).toBe(200)
    expect(body._data).toMatchObject({
      dataType: 'template',
      direction: 'OUTBOUND',
      externalId: lastSent()?.wamid,
      text: 'Hi Asha, your appointment is on 3 March. Will you come?',
      context: { contactIdentifier: '919812300001', messageTemplateId: expect.stringMatching(/^\d+$/) },
      process: null,
    })
  }),
)

test(
  'the old path sends too, and blank fields count as absent',
  withTeam(async (team) => {
    const send = sender(team, await refreshed(team))
    const blank = { imageUrl: '', videoUrl: '', filename: '', headerMapping: [], buttonMapping: null, otpCode: '' }

    const { status } = await send('process/phoneNumber/919812300002', {
      ...reminder,
      ...blank,
      languageCode: '',
      mapping: [...reminder.mapping, entry('', '')],
    })

    expect(status).toBe(200)
  }),
)

test.each([
  ['one-time password', 'login_code', { otpCode: '481516' }, '*481516* is your verification code'],
  [
    'document',
    'statement_ready',
    { mapping: [entry('1', 'May')], documentUrl: 'https://example.com/may.pdf' },
    'Your statement of May',
  ],
  [
    'location',
    'branch_location',
    { mapping: [entry('1', 'Asha')], locationLatitude: '18.52', locationLongitude: '73.85' },
    'Here is the way to our branch, Asha',
  ],
  [
    'picture and a code',
    'festive_offer',
    {
      mapping: [entry('1', 'Asha')],
      imageUrl: 'https://example.com/a.jpg',
      buttonMapping: [entry('0', 'FEST20')],
    },
    'Hello Asha, enjoy',
  ],
  [
    'names and an address',
    'payment_due',
    {
      mapping: [entry('customer_name', 'Asha'), entry('amount', 4500), entry('due_date', '5 March')],
      buttonMapping: [entry('0', '42')],
    },
    'Dear Asha, 4500 is due on 5 March.',
  ],
])('a template with a %s is accepted by Meta', (_name, templateName, given, text) =>
  withTeam(async (team) => {
    const send = sender(team, await refreshed(team))

    const { body } = await send('phoneNumber/919812300003', { templateName, ...given })

    expect(body._errors).toEqual([])
    expect(body._data.text).toContain(text)
  })(),
)

test(
  'what is missing or unknown is told before Meta is called',
  withTeam(async (team) => {
    const send = sender(team, await refreshed(team))
    const told = async (body: object, to = 'phoneNumber/919812300004') => {
      const answer = await send(to, body)
      expect(answer.status).toBe(400)
      return answer.body._meta.errors.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`)
    }

    expect(await told({ templateName: 'no_such' })).toEqual(['no_such_template templateName'])
    expect(await told({ ...reminder, language: 'fr' })).toEqual(['no_such_language language'])
    expect(await told({ ...reminder, language: '' })).toEqual(['several_languages language'])
    expect(await told({ ...reminder, mapping: [] })).toEqual(['missing_parameter mapping', 'missing_parameter mapping'])
    expect(await told({ ...reminder, videoUrl: 'https://example.com/a.mp4' })).toEqual(['wrong_header videoUrl'])
    expect(await told({ ...reminder, langauge: 'en' })).toEqual(['unknown_field langauge'])
    expect(await told(reminder, 'phoneNumber/9812300004')).toEqual(['bad_phone_number phoneNumber'])
    expect(theSimulator().requests.filter(({ path }) => path.endsWith('/messages'))).not.toContainEqual(
      expect.objectContaining({ body: expect.objectContaining({ to: '919812300004' }) }),
    )
  }),
)

test(
  'a template that Meta paused is not sent, and the answer says what to do',
  withTeam(async (team) => {
    const at = await refreshed(team)
    at.named('statement_ready').status = 'PAUSED'
    await team.api.post(`${at.base}/refresh`)

    const { status, body } = await sender(team, at)('phoneNumber/919812300005', {
      templateName: 'statement_ready',
      mapping: [entry('1', 'May')],
      documentUrl: 'https://example.com/may.pdf',
    })

    expect(status).toBe(400)
    expect(body._errors).toEqual(['The template "statement_ready" (en) is PAUSED, so it cannot be sent.'])
    expect(body._meta.errors[0].hint).toContain('customers complained')
  }),
)

test(
  'a template made at Meta a moment ago is found there when it is first sent',
  withTeam(async (team) => {
    const at = await refreshed(team)
    const { account } = at.plugin
    const [sample] = account.templates.values()
    if (!sample) throw new Error('The simulator has no templates.')
    account.templates.set('77', { ...sample, id: '77', name: 'made_just_now' })

    expect((await sender(team, at)('phoneNumber/919812300006', { templateName: 'made_just_now' })).status).toBe(200)
  }),
)

test(
  'for a process the number and what is left out come from its attributes, as people read them',
  withLeads(async (team) => {
    const at = await refreshed(team)
    const { id } = at.named('appointment_reminder', 'en')
    await team.api.put(`${at.base}/${id}/process-mapping`, { procedure: 'lead', mapping: { 1: 'name', 2: 'city' } })
    const lead = await team.api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha Rao', phone_number: '+919812300007', city: 'Pune' },
    })
    const { id: leadId, data } = lead.body._data
    const send = sender(team, at)
    const given = { ...reminder, mapping: [] }

    for (const path of [`process/lead/${leadId}`, `process/lead/${data.lead_id}`, `process/${leadId}`]) {
      const { status, body } = await send(path, given)
      expect(status).toBe(200)
      expect(body._data).toMatchObject({
        text: 'Hi Asha Rao, your appointment is on Pune. Will you come?',
        context: { contactIdentifier: '919812300007' },
        process: leadId,
      })
    }
    const own = await send(`process/${leadId}`, { ...given, mapping: [entry('2', '3 March')] })
    expect(own.body._data.text).toBe('Hi Asha Rao, your appointment is on 3 March. Will you come?')
  }),
)

test(
  'a process without a number, or with an empty attribute, is told by the name of the attribute',
  withLeads(async (team) => {
    const at = await refreshed(team)
    const { id } = at.named('appointment_reminder', 'en')
    await team.api.put(`${at.base}/${id}/process-mapping`, { procedure: 'lead', mapping: { 1: 'name', 2: 'city' } })
    const make = async (lead: object) =>
      (await team.api.post('/v1/ext/procedure/lead/process', { data: lead })).body._data.id as string
    const send = sender(team, at)

    const numberless = await send(`process/lead/${await make({ name: 'Asha' })}`, reminder)
    expect(numberless.status).toBe(400)
    expect(numberless.body._errors[0]).toContain('"phone_number" of this lead holds no phone number')

    const cityless = await send(`process/lead/${await make({ name: 'Asha', phone_number: '+919812300008' })}`, {
      ...reminder,
      mapping: [],
    })
    expect(cityless.status).toBe(400)
    expect(cityless.body._errors).toEqual([
      'The template "appointment_reminder" (en) needs the body parameter {{2}}, which is mapped to the attribute "city", which is empty.',
    ])
    expect((await send('process/lead/LEAD-999999', reminder)).status).toBe(404)
    expect((await send(`process/${crypto.randomUUID()}`, reminder)).status).toBe(404)
  }),
)

test(
  'a repeat with the same Idempotency-Key sends nothing twice',
  withTeam(async (team) => {
    const send = sender(team, await refreshed(team))
    const headers = { 'idempotency-key': 'template-1' }

    const first = await send('phoneNumber/919812300009', reminder, headers)
    const count = theSimulator().sent.size
    const again = await send('phoneNumber/919812300009', reminder, headers)

    expect(again.body._data.id).toBe(first.body._data.id)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(theSimulator().sent.size).toBe(count)
  }),
)

test(
  'who opted out of marketing gets no marketing template, unless the caller insists',
  withTeam(async (team) => {
    const send = sender(team, await refreshed(team))
    const offer = {
      templateName: 'festive_offer',
      mapping: [entry('1', 'Asha')],
      imageUrl: 'https://example.com/a.jpg',
      buttonMapping: [entry('0', 'FEST20')],
    }
    const to = 'phoneNumber/919812300010'
    const { body } = await send(to, offer)
    const set = await team.api.put(`/v1/ext/contact/${body._data.contact}`, { consents: { MARKETING: 'OPTED_OUT' } })
    expect(set.body._errors).toEqual([])

    const refused = await send(to, offer)
    expect(refused.status).toBe(409)
    expect(refused.body._meta.errors[0]).toMatchObject({
      code: 'opted_out',
      hint: expect.stringContaining('sendToOptedOut'),
    })
    expect((await send(to, { ...offer, sendToOptedOut: true })).status).toBe(200)
    expect((await send(to, reminder)).status).toBe(200)
  }),
)
