import { expect, test } from 'vitest'
import { applyModel } from '../../harness/model.ts'
import { withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'
import { batchTeam, receivedBy, row, rows, whole } from './batch-at-hand.ts'

startNadiWithSimulator()

test(
  'every row of a batch becomes a message, and an entry that names it',
  withTeam(async (team) => {
    const { send, api } = await batchTeam(team)
    const messages = rows(30)

    const { job, counts, entries } = await send(messages)

    expect(job).toMatchObject({
      work: 'send',
      completionStatus: 'COMPLETED',
      procedure: null,
      entryCount: 30,
      settledCount: 30,
      unconfirmedCount: 0,
    })
    expect(counts).toEqual({ INVALID: 0, NOT_STARTED: 0, SUCCESS: 30, ERROR: 0 })
    expect(receivedBy(messages.map(({ phoneNumber }) => phoneNumber))).toEqual(messages.map(() => 1))
    const message = (await api.get(`/v1/ext/message/${entries[7]?.chatMessage}`)).body._data
    expect(message).toMatchObject({
      deliveryStatus: 'SENT',
      text: 'Hi Asha, your appointment is on 3 March. Will you come?',
      campaign: job.id,
      source: { sourceType: 'BATCH' },
      context: { contactIdentifier: messages[7]?.phoneNumber },
    })
  }),
)

test(
  'rows that cannot be sent are told why, and the others go',
  withTeam(async (team) => {
    const { send } = await batchTeam(team)

    const { counts, entries } = await send([
      row(),
      row({ phoneNumber: '12 34' }),
      row({ mapping: [] }),
      { mapping: [] },
      row({ phoneNumbr: '919812345678' }),
      row({ process: 'LEAD-000001', phoneNumber: '' }),
    ])

    expect(counts).toEqual({ INVALID: 5, NOT_STARTED: 0, SUCCESS: 1, ERROR: 0 })
    expect(entries.map(({ completionStatus, errors }) => [completionStatus, errors[0]?.code])).toEqual([
      ['SUCCESS', undefined],
      ['INVALID', 'bad_phone_number'],
      ['INVALID', 'missing_parameter'],
      ['INVALID', 'one_recipient'],
      ['INVALID', 'unknown_field'],
      ['INVALID', 'procedure_missing'],
    ])
  }),
)

test(
  'a row may name a process, whose number and attributes are used',
  withTeam(async (team) => {
    await applyModel(team.api)
    const { send } = await batchTeam(team)
    const phone = row().phoneNumber
    const lead = await team.api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha', phone_number: `+${phone}` },
    })
    const { id } = lead.body._data
    const key = lead.body._data.data.lead_id

    const { entries } = await send(
      [
        row({ phoneNumber: null, process: id }),
        row({ phoneNumber: null, process: key }),
        row({ phoneNumber: '', process: 'LEAD-999999' }),
      ],
      { procedure: 'lead' },
    )

    expect(entries.map(({ completionStatus, errors }) => [completionStatus, errors[0]?.code])).toEqual([
      ['SUCCESS', undefined],
      ['SUCCESS', undefined],
      ['ERROR', 'no_such_process'],
    ])
    expect(receivedBy([phone])).toEqual([2])
    const message = await team.api.get(`/v1/ext/message/${entries[0]?.chatMessage}`)
    expect(message.body._data.process).toBe(id)
  }),
)

test(
  'who does not want marketing messages is skipped, and the entry says so',
  withTeam(async (team) => {
    const { send } = await batchTeam(team)
    const [wants, wantsNot] = [row({ mapping: [] }), row({ mapping: [] })]
    const offer = { templateName: 'festive_offer' }
    const filled = (each: object) => ({
      ...each,
      mapping: [{ schemaPropertyName: '1', schemaPropertyValue: '20%' }],
      imageUrl: 'https://example.com/offer.jpg',
      buttonMapping: [{ schemaPropertyName: '0', schemaPropertyValue: 'SAVE20' }],
    })
    await send([row({ phoneNumber: wantsNot.phoneNumber })])
    const { body } = await team.api.get(`/v1/ext/contacts?search=${wantsNot.phoneNumber}`)
    await team.api.put(`/v1/ext/contact/${body._data[0].id}`, { consents: { MARKETING: 'OPTED_OUT' } })
    const wantsNothing = row()
    await send([wantsNothing])
    const found = await team.api.get(`/v1/ext/contacts?search=${wantsNothing.phoneNumber}`)
    await team.api.put(`/v1/ext/contact/${found.body._data[0].id}`, { consents: { UTILITY: 'OPTED_OUT' } })

    const useful = await send([wantsNothing])
    const { entries } = await send([filled(wants), filled(wantsNot)], offer)
    const asked = await send([filled(wantsNot)], { ...offer, sendToOptedOut: true })

    expect(entries.map(({ completionStatus, errors }) => [completionStatus, errors[0]?.code])).toEqual([
      ['SUCCESS', undefined],
      ['ERROR', 'opted_out'],
    ])
    expect(asked.counts).toMatchObject({ SUCCESS: 1 })
    expect(useful.entries.map(({ errors }) => errors[0]?.code)).toEqual(['opted_out'])
    expect(receivedBy([wants.phoneNumber, wantsNot.phoneNumber])).toEqual([1, 2])
  }),
)

test(
  'a batch that cannot be sent at all is refused at once, and nothing is kept of it',
  withTeam(async (team) => {
    const { begin, api } = await batchTeam(team)

    const unknown = await begin(rows(2), { templateName: 'no_such_template' })
    const number = await begin(rows(2), { whatsappPhoneNumberId: '1' })
    const head = await begin(rows(2), { templateNme: 'x', scheduledFor: 'tomorrow' })
    const past = await begin(rows(2), { scheduledFor: 1_700_000_000_000 })

    expect([unknown.status, number.status, head.status, past.status]).toEqual([400, 404, 400, 400])
    expect(head.body._errors).toHaveLength(2)
    expect((await api.get('/v1/ext/background-jobs')).body._data).toEqual([])
  }),
)

test(
  'a repeat with the same Idempotency-Key makes no second batch',
  withTeam(async (team) => {
    const { begin } = await batchTeam(team)
    const messages = rows(3)

    const first = await begin(messages, {}, { 'idempotency-key': 'march-reminders' })
    const again = await begin(messages, {}, { 'idempotency-key': 'march-reminders' })
    await whole(team, first.body._data.id)

    expect(again.body).toEqual(first.body)
    expect(receivedBy(messages.map(({ phoneNumber }) => phoneNumber))).toEqual([1, 1, 1])
  }),
)

test(
  'what Meta finds too fast is sent later, and nobody gets it twice',
  withTeam(async (team) => {
    const { send } = await batchTeam(team)
    const messages = rows(60)
    theSimulator().settings.throughputPerSecond = 40

    const { counts } = await send(messages)

    expect(counts).toMatchObject({ SUCCESS: 60, ERROR: 0 })
    expect(receivedBy(messages.map(({ phoneNumber }) => phoneNumber))).toEqual(messages.map(() => 1))
  }),
)

test(
  'a recipient of too many messages waits, while the others go on',
  withTeam(async (team) => {
    const { send } = await batchTeam(team)
    theSimulator().settings.pairBurst = 1
    const { phoneNumber } = row()

    const { counts } = await send([row({ phoneNumber }), ...rows(5), row({ phoneNumber })])

    expect(counts).toMatchObject({ SUCCESS: 7 })
    expect(receivedBy([phoneNumber])).toEqual([2])
  }),
)

test(
  "Meta's refusal of one row is its entry's error; one that concerns all stops the batch",
  withTeam(async (team) => {
    const { send, at } = await batchTeam(team)
    theSimulator().errorNext(131009, { as: 'answer' })

    const one = await send(rows(3))
    at.plugin.account.accessToken = 'another by now'
    const all = await send(rows(400))

    expect(one.counts).toMatchObject({ SUCCESS: 2, ERROR: 1 })
    expect(one.entries.find(({ completionStatus }) => completionStatus === 'ERROR')?.errors[0]?.code).toBe(
      'meta_131009',
    )
    expect(all.job.completionStatus).toBe('FAILED')
    expect(all.job.statusMessage).toContain('190')
    expect(all.counts.NOT_STARTED).toBeGreaterThan(0)
  }),
)

test(
  'a row whose answer was lost is not sent again, and a status event settles it',
  withTeam(async (team) => {
    const { send, api } = await batchTeam(team)
    theSimulator().loseNextAnswer()
    const messages = rows(5)

    const { id, job, counts, entries } = await send(messages)
    const lost = entries.find(({ completionStatus }) => completionStatus === 'ERROR')

    expect(counts).toMatchObject({ SUCCESS: 4, ERROR: 1 })
    expect(job.unconfirmedCount).toBe(1)
    expect(lost?.errors[0]?.code).toBe('unconfirmed')
    expect((await api.get(`/v1/ext/message/${lost?.chatMessage}`)).body._data.deliveryStatus).toBe('UNCONFIRMED')
    expect(receivedBy(messages.map(({ phoneNumber }) => phoneNumber))).toEqual([1, 1, 1, 1, 1])
    void id
  }),
)

test(
  'a cancelled batch sends no more, and every row is accounted for',
  withTeam(async (team) => {
    const { begin, api } = await batchTeam(team)
    theSimulator().settings.throughputPerSecond = null
    const messages = rows(400)
    const begun = await begin(messages)
    const { id } = begun.body._data

    const cancelled = await api.post(`/v1/ext/background-job/${id}/cancel`)
    const { job, counts } = await whole(team, id)

    expect(cancelled.status).toBe(200)
    expect(job.completionStatus).toBe('CANCELLED')
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(400)
    expect(counts.NOT_STARTED).toBeGreaterThan(0)
  }),
)

test(
  'a scheduled batch waits for its time, and may be cancelled before',
  withTeam(async (team) => {
    const { begin, api } = await batchTeam(team)
    const messages = rows(2)

    const begun = await begin(messages, { scheduledFor: Date.now() + 3_600_000 })
    const { id, scheduledFor } = begun.body._data
    const cancelled = await api.post(`/v1/ext/background-job/${id}/cancel`)

    expect(scheduledFor).toBeGreaterThan(Date.now())
    expect(cancelled.body._data).toMatchObject({ completionStatus: 'CANCELLED', settledCount: 0 })
    expect(receivedBy(messages.map(({ phoneNumber }) => phoneNumber))).toEqual([0, 0])
  }),
)

test(
  'a batch takes the right to send many; its job is seen by those who have it',
  withTeam(async (team) => {
    const { begin, at } = await batchTeam(team)
    const job = (await begin(rows(1))).body._data
    const sender = await actAs(team, { name: 'Campaigns', permissions: ['messages.send_bulk'] })
    const agent = await actAs(team, { name: 'Agent without bulk', permissions: ['messages.send'] })
    const path = `/v1/ext/plugin/whatsapp/${at.plugin.pluginId}/send-template-messages`

    expect((await agent.api.post(path, { messages: [] })).status).toBe(403)
    expect((await sender.api.get(`/v1/ext/background-job/${job.id}`)).status).toBe(200)
    expect((await agent.api.get(`/v1/ext/background-job/${job.id}`)).status).toBe(404)
  }),
)
