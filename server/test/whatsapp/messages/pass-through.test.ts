import { expect, test, vi } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import { ensureChats } from '../../../src/whatsapp/chats/ensure.ts'
import {
  aCustomer,
  meta,
  restartTroubled,
  type SendingTeam,
  startAtMeta,
  text,
  troubled,
  withNumber,
  withTroubledNumber,
} from './at-meta.ts'

startAtMeta()

const messageOf = async ({ api }: SendingTeam, id: string) => (await api.get(`/v1/ext/message/${id}`)).body._data

const onlyMessage = async ({ nadi, scope }: SendingTeam) =>
  nadi.db.selectFrom('chat_messages').selectAll().where('team_id', '=', scope.teamId).executeTakeFirstOrThrow()

/** A chat whose customer wrote last so many hours ago. */
async function writtenHoursAgo({ nadi, scope, pluginId, phoneNumberId }: SendingTeam, waId: string, hours: number) {
  const at = new Date(Date.now() - hours * 3_600_000)
  const [chat] = await inTransaction(nadi.db, scope, (tx) =>
    ensureChats(tx, scope, [{ pluginId, phoneNumberId, waId, at }]),
  )
  await nadi.db
    .updateTable('chats')
    .set({ window_ends_at: new Date(at.getTime() + 24 * 3_600_000) })
    .where('team_id', '=', scope.teamId)
    .where('chat_id', '=', chat?.chatId ?? '')
    .execute()
}

test(
  "a text reaches Meta, and the answer holds Meta's fields at the top and in _data",
  withNumber(async (team) => {
    const to = aCustomer()
    const sent = await team.api.post(team.path, text(to))

    expect([sent.status, sent.body._errors]).toEqual([200, []])
    const { _data, messages, contacts } = sent.body as unknown as Record<string, never> & {
      _data: Record<string, string>
    }
    expect(_data.whatsappMessageId).toMatch(/^wamid\./)
    expect(messages).toEqual([{ id: _data.whatsappMessageId }])
    expect(contacts).toEqual([{ input: to, wa_id: to }])
    expect(_data).toMatchObject({ messaging_product: 'whatsapp', messages, contacts })
    expect(meta().sent.get(_data.whatsappMessageId ?? '')).toBeDefined()
  }),
)

test(
  'the message is kept as a chat message object, in the chat of its customer',
  withNumber(async (team) => {
    const to = aCustomer()

    const sent = await team.api.post(team.path, text(`+${to.slice(0, 2)} ${to.slice(2)}`, 'Hello.'))
    const message = await messageOf(team, sent.body._data.chatMessageId)

    expect(message).toMatchObject({
      externalId: sent.body._data.whatsappMessageId,
      provider: 'WHATSAPP',
      dataType: 'text',
      body: { body: 'Hello.' },
      text: 'Hello.',
      attachments: [],
      deliveryStatus: 'SENT',
      direction: 'OUTBOUND',
      context: { contactIdentifier: to, messageTemplateId: null },
      adhocAgent: null,
      source: { sourceType: 'API' },
      team: team.scope.teamId,
      plugin: team.pluginId,
      campaign: null,
      inReplyTo: null,
      message: { type: 'text', text: { body: 'Hello.' } },
    })
    const chat = await team.nadi.db
      .selectFrom('chats')
      .selectAll()
      .where('team_id', '=', team.scope.teamId)
      .executeTakeFirstOrThrow()
    expect(chat).toMatchObject({ chat_id: message.chat, address: to, last_message_id: message.id })
  }),
)

test(
  "our id goes to Meta as biz_opaque_callback_data, a caller's own goes unchanged and is kept",
  withNumber(async (team) => {
    const sent = await team.api.post(team.path, text(aCustomer()))
    const own = await team.api.post(team.path, { ...text(aCustomer()), biz_opaque_callback_data: 'order 42' })

    const bodies = meta()
      .requests.slice(-2)
      .map(({ body }) => body as Record<string, unknown>)
    expect(bodies.map((body) => body.biz_opaque_callback_data)).toEqual([sent.body._data.chatMessageId, 'order 42'])
    expect((await messageOf(team, own.body._data.chatMessageId)).callbackData).toBe('order 42')
  }),
)

test(
  "Meta's refusal passes with its status and its error whole, and the message stands as FAILED",
  withNumber(async (team) => {
    meta().errorNext(131056, { as: 'answer' })

    const refused = await team.api.post(team.path, text(aCustomer()))

    expect(refused.status).toBeGreaterThanOrEqual(400)
    const { error, chatMessageId } = refused.body as unknown as { error: object; chatMessageId: string }
    expect(error).toMatchObject({ code: 131056 })
    expect(refused.body._errors).toHaveLength(1)
    expect(await messageOf(team, chatMessageId)).toMatchObject({
      deliveryStatus: 'FAILED',
      externalId: null,
      errors: [error],
    })
  }),
)

test(
  'what Meta may have taken without answering is UNCONFIRMED, and the answer says so with the id of the message',
  withNumber(async (team) => {
    meta().loseNextAnswer()

    const lost = await team.api.post(team.path, text(aCustomer()))

    expect(lost.status).toBe(502)
    const { id } = { id: (lost.body as unknown as { chatMessageId: string }).chatMessageId }
    expect(lost.body._meta.errors[0].code).toBe('unconfirmed')
    expect(lost.body._errors[0]).toContain(id)
    expect((await messageOf(team, id)).deliveryStatus).toBe('UNCONFIRMED')
  }),
)

test(
  'a proxy that answers in the place of Meta leaves the message UNCONFIRMED',
  withTroubledNumber(async (team) => {
    troubled().replies({ status: 503, body: 'overloaded', headers: { 'content-type': 'text/html' } })

    const failed = await team.api.post(team.path, text(aCustomer()))

    expect(failed.status).toBe(502)
    expect((await onlyMessage(team)).delivery_status).toBe('UNCONFIRMED')
  }),
)

test(
  'a Meta that cannot be reached leaves a message that FAILED, which may be sent again under the same key',
  withTroubledNumber(async (team) => {
    const body = text(aCustomer())
    const key = { 'idempotency-key': 'unreachable' }
    const port = Number(new URL(troubled().url).port)
    await troubled().close()

    const failed = await team.api.post(team.path, body, key)
    await restartTroubled(port)
    troubled().replies({
      body: JSON.stringify({ messages: [{ id: 'wamid.second' }] }),
      headers: { 'content-type': 'application/json' },
    })
    const again = await team.api.post(team.path, body, key)

    expect(failed.status).toBe(502)
    expect(failed.body._meta.errors[0].code).toBe('meta_silent')
    expect(again.body._data.whatsappMessageId).toBe('wamid.second')
    const messages = await team.nadi.db
      .selectFrom('chat_messages')
      .select('delivery_status as status')
      .where('team_id', '=', team.scope.teamId)
      .orderBy('chat_message_id')
      .execute()
    expect(messages.map(({ status }) => status)).toEqual(['FAILED', 'SENT'])
  }),
)

test(
  'a free-form message after the window is refused before Meta is asked, and a template is not',
  withNumber(async (team) => {
    const to = aCustomer()
    await writtenHoursAgo(team, to, 25)
    const before = meta().requests.length

    const late = await team.api.post(team.path, text(to))

    expect(late.status).toBe(400)
    expect(late.body._meta.errors[0]).toMatchObject({ code: 'window_over' })
    expect(late.body._errors[0]).toContain('131047')
    expect(meta().requests).toHaveLength(before)
    expect(
      await team.nadi.db.selectFrom('chat_messages').selectAll().where('team_id', '=', team.scope.teamId).execute(),
    ).toEqual([])
  }),
)

test(
  'a message within the window goes out',
  withNumber(async (team) => {
    const to = aCustomer()
    await writtenHoursAgo(team, to, 23)

    expect((await team.api.post(team.path, text(to))).status).toBe(200)
  }),
)

test(
  'what Meta would refuse for its form is refused with all that is wrong',
  withNumber(async (team) => {
    const before = meta().requests.length

    const bad = await team.api.post(team.path, { to: '12 34', type: 'txt' })
    const empty = await team.api.post(team.path, { messaging_product: 'sms', to: aCustomer(), type: 'image' })

    expect(bad.status).toBe(400)
    expect(bad.body._meta.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['type', 'unknown_type'],
      ['to', 'bad_phone_number'],
    ])
    expect(bad.body._errors[0]).toContain('did you mean "text"?')
    expect(empty.body._meta.errors.map(({ path }: { path: string }) => path)).toEqual(['messaging_product', 'image'])
    expect(meta().requests).toHaveLength(before)
  }),
)

test(
  'a repeat with the same Idempotency-Key sends nothing, and answers how the message stands',
  withNumber(async (team) => {
    const body = text(aCustomer())
    const key = { 'idempotency-key': 'order-42' }

    const first = await team.api.post(team.path, body, key)
    const again = await team.api.post(team.path, body, key)
    const other = await team.api.post(team.path, text(aCustomer()), key)

    expect(first.status).toBe(200)
    expect(again.status).toBe(200)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.body).toEqual(first.body)
    expect(other.status).toBe(409)
    expect(other.body._meta.errors[0].code).toBe('idempotency_key_reused')
    expect(
      await team.nadi.db.selectFrom('chat_messages').select('type').where('team_id', '=', team.scope.teamId).execute(),
    ).toHaveLength(1)
  }),
)

test(
  'many at once with one Idempotency-Key send one message',
  withNumber(async (team) => {
    const body = text(aCustomer())
    meta().settings.answerDelayMs = 100

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => team.api.post(team.path, body, { 'idempotency-key': 'all-at-once' })),
    )
    meta().settings.answerDelayMs = 0

    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(7)
    expect(await onlyMessage(team)).toMatchObject({ delivery_status: 'SENT' })
  }),
)

test(
  'an unconfirmed message is not sent again under its Idempotency-Key, a refused one is',
  withNumber(async (team) => {
    const body = text(aCustomer())
    meta().loseNextAnswer()

    const lost = await team.api.post(team.path, body, { 'idempotency-key': 'lost' })
    const again = await team.api.post(team.path, body, { 'idempotency-key': 'lost' })
    meta().errorNext(131056, { as: 'answer' })
    const refused = await team.api.post(team.path, body, { 'idempotency-key': 'refused' })
    const retried = await team.api.post(team.path, body, { 'idempotency-key': 'refused' })

    expect(again.body._meta.errors[0]).toMatchObject({ code: 'unconfirmed' })
    expect((again.body as unknown as { chatMessageId: string }).chatMessageId).toBe(
      (lost.body as unknown as { chatMessageId: string }).chatMessageId,
    )
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(retried.status).toBe(200)
  }),
)

test(
  'a text is scheduled, goes out when its time has come, and has its time before the window ends',
  withNumber(async (team) => {
    const to = aCustomer()
    await writtenHoursAgo(team, to, 23)
    const soon = Date.now() + 1_500

    const tooLate = await team.api.post(team.path, { ...text(to), scheduledFor: Date.now() + 2 * 3_600_000 })
    const wrong = await team.api.post(team.path, { ...text(to), scheduledFor: 'tomorrow' })
    const sent = await team.api.post(team.path, { ...text(to, 'See you soon.'), scheduledFor: soon })

    expect([tooLate.status, tooLate.body._meta.errors[0]]).toMatchObject([
      400,
      { code: 'window_over', path: 'scheduledFor' },
    ])
    expect([wrong.status, wrong.body._meta.errors[0].path]).toEqual([400, 'scheduledFor'])
    expect([sent.status, sent.body._errors]).toEqual([200, []])
    const id = sent.body._data.chatMessageId
    expect(await messageOf(team, id)).toMatchObject({ deliveryStatus: 'PENDING', scheduledFor: soon })
    await vi.waitFor(
      async () => expect(await messageOf(team, id)).toMatchObject({ deliveryStatus: 'SENT', text: 'See you soon.' }),
      { timeout: 20_000, interval: 50 },
    )
    expect(meta().requests.at(-1)?.body).not.toHaveProperty('scheduledFor')
  }),
)

test(
  'a message that Meta refused says why in words, with what to do',
  withNumber(async (team) => {
    meta().errorNext(131026, { as: 'answer' })

    const refused = await team.api.post(team.path, text(aCustomer()))

    const { chatMessageId } = refused.body as unknown as { chatMessageId: string }
    expect(await messageOf(team, chatMessageId)).toMatchObject({
      deliveryStatus: 'FAILED',
      errors: [{ code: 131026 }],
      failure: {
        code: 'meta_131026',
        message: expect.stringContaining("The message can't be delivered"),
        hint: expect.stringContaining('another way'),
      },
    })
  }),
)

test(
  "another team's number is not there",
  withNumber(async (team) =>
    withNumber(async (other) => {
      const path = team.path.replace(team.pluginId, other.pluginId)

      expect((await team.api.post(path, text(aCustomer()))).status).toBe(404)
    })(),
  ),
)

test(
  'many sent at once, to strangers and to known customers, some to the same: each is one message in the chat of its customer',
  withNumber(async (team) => {
    const customers = [aCustomer(), aCustomer(), aCustomer(), aCustomer()]
    await team.api.post(team.path, text(customers[0] ?? ''))
    const over = aCustomer()
    await writtenHoursAgo(team, over, 30)
    const recipients = Array.from({ length: 40 }, (_, index) => (index === 17 ? over : (customers[index % 4] ?? '')))

    const answers = await Promise.all(recipients.map((to) => team.api.post(team.path, text(to))))

    expect(answers.map(({ status }) => status)).toEqual(recipients.map((to) => (to === over ? 400 : 200)))
    const messages = await team.nadi.db
      .selectFrom('chat_messages')
      .innerJoin('chats', 'chats.chat_id', 'chat_messages.chat_id')
      .select(['chats.address', 'chat_messages.delivery_status as status', 'chat_messages.chat_message_id as id'])
      .select('chats.last_message_id as last')
      .where('chat_messages.team_id', '=', team.scope.teamId)
      .where('chats.team_id', '=', team.scope.teamId)
      .execute()
    const counts = customers.map((to) => messages.filter(({ address }) => address === to).length)
    expect(counts).toEqual([11, 9, 10, 10])
    expect(new Set(messages.map(({ status }) => status))).toEqual(new Set(['SENT']))
    for (const to of customers) {
      const own = messages.filter(({ address }) => address === to)
      expect(own.map(({ id }) => id)).toContain(own[0]?.last)
    }
    const events = await team.api.get('/v1/ext/events?kind=message.created&limit=100')
    expect(events.body._data).toHaveLength(40)
  }),
)
