import { expect, test, vi } from 'vitest'
import { withTeam } from '../../harness/nadi.ts'
import { startNadiWithSimulator } from '../../harness/simulator.ts'
import { type BatchTeam, batchTeam, receivedBy, row } from './batch-at-hand.ts'

startNadiWithSimulator()

/** Asks for a template to one number. */
function sendTo({ api, at }: BatchTeam, body: object, headers?: Record<string, string>) {
  const { phoneNumber, ...filling } = row()
  const path = `/v1/ext/plugin/whatsapp/${at.plugin.pluginId}/phoneNumber/${phoneNumber}/send-template-message`
  const send = { whatsappPhoneNumberId: at.plugin.phoneNumberId, templateName: 'appointment_reminder', language: 'en' }
  return { phoneNumber, answer: api.post(path, { ...send, ...filling, ...body }, headers) }
}

test(
  'a scheduled template waits as PENDING and goes out when its time has come',
  withTeam(async (team) => {
    const batch = await batchTeam(team)
    const time = Date.now() + 3_000

    const { phoneNumber, answer } = sendTo(batch, { scheduledFor: time })
    const { status, body } = await answer

    expect([status, body._errors]).toEqual([200, []])
    expect(body._data).toMatchObject({ deliveryStatus: 'PENDING', scheduledFor: time, externalId: null })
    expect(receivedBy([phoneNumber])).toEqual([0])
    await vi.waitFor(() => expect(receivedBy([phoneNumber])).toEqual([1]), { timeout: 20_000, interval: 50 })
    await vi.waitFor(async () => {
      const message = (await team.api.get(`/v1/ext/message/${body._data.id}`)).body._data
      expect(message).toMatchObject({ deliveryStatus: 'SENT', externalId: expect.stringMatching(/^wamid/) })
    }, 10_000)
  }),
)

test(
  'a scheduled template is cancelled before its time, not after it was sent',
  withTeam(async (team) => {
    const batch = await batchTeam(team)
    const later = await sendTo(batch, { scheduledFor: Date.now() + 3_600_000 }).answer
    const now = await sendTo(batch, {}).answer
    const cancel = (id: string) => team.api.post(`/v1/ext/message/${id}/cancel`)

    const cancelled = await cancel(later.body._data.id)
    const again = await cancel(later.body._data.id)
    const sent = await cancel(now.body._data.id)

    expect(cancelled.body._data).toMatchObject({ deliveryStatus: 'FAILED', errors: [{ code: 'cancelled' }] })
    expect([again.status, sent.status]).toEqual([409, 409])
    expect(sent.body._meta.errors[0].code).toBe('not_waiting')
  }),
)

test(
  'whoever refuses marketing before a scheduled template goes out does not get it; whom the caller insists on does',
  withTeam(async (team) => {
    const batch = await batchTeam(team)
    const offer = {
      templateName: 'festive_offer',
      mapping: [{ schemaPropertyName: '1', schemaPropertyValue: '20%' }],
      imageUrl: 'https://example.com/offer.jpg',
      buttonMapping: [{ schemaPropertyName: '0', schemaPropertyValue: 'SAVE20' }],
    }
    const [refusing, insisted] = [0, 1].map((sendToOptedOut) =>
      sendTo(batch, { ...offer, scheduledFor: Date.now() + 2_500, sendToOptedOut: sendToOptedOut === 1 }),
    )
    const messages = await Promise.all([refusing?.answer, insisted?.answer])
    for (const { phoneNumber } of [refusing, insisted] as { phoneNumber: string }[]) {
      const { body } = await team.api.get(`/v1/ext/contacts?search=${phoneNumber}`)
      await team.api.put(`/v1/ext/contact/${body._data[0].id}`, { consents: { MARKETING: 'OPTED_OUT' } })
    }

    const [left, sent] = messages.map((message) => message?.body._data.id)
    const stateOf = async (id: string) => (await team.api.get(`/v1/ext/message/${id}`)).body._data
    await vi.waitFor(
      async () => {
        expect(await stateOf(left)).toMatchObject({ deliveryStatus: 'FAILED', errors: [{ code: 'opted_out' }] })
        expect(await stateOf(sent)).toMatchObject({ deliveryStatus: 'SENT' })
      },
      { timeout: 20_000, interval: 100 },
    )
    expect(receivedBy([refusing?.phoneNumber ?? '', insisted?.phoneNumber ?? ''])).toEqual([0, 1])
  }),
)

test(
  'a repeat with the same Idempotency-Key schedules nothing more; a time long past is refused',
  withTeam(async (team) => {
    const batch = await batchTeam(team)
    const path = `/v1/ext/plugin/whatsapp/${batch.at.plugin.pluginId}/phoneNumber/${row().phoneNumber}/send-template-message`
    const { phoneNumber: _, ...filling } = row()
    const body = {
      whatsappPhoneNumberId: batch.at.plugin.phoneNumberId,
      templateName: 'appointment_reminder',
      language: 'en',
      ...filling,
      scheduledFor: Date.now() + 3_600_000,
    }

    const first = await team.api.post(path, body, { 'idempotency-key': 'tomorrow' })
    const again = await team.api.post(path, body, { 'idempotency-key': 'tomorrow' })
    const past = await team.api.post(path, { ...body, scheduledFor: 1_700_000_000_000 })
    const never = await team.api.post(path, { ...body, scheduledFor: 9e15 })

    expect(again.body._data).toEqual(first.body._data)
    expect(past.body._meta.errors[0]).toMatchObject({ code: 'bad_time', path: 'scheduledFor' })
    expect([never.status, never.body._meta.errors[0].code]).toEqual([400, 'bad_time'])
    expect(never.body._errors[0]).toContain('9000000000000000 is beyond all dates')
  }),
)
