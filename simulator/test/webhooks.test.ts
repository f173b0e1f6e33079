import { expect, test, vi } from 'vitest'
import { startBusiness, text } from './harness.ts'

const asha = '919876543210'

test('a webhook is sent again until the callback answers 2xx', async () => {
  const { simulator, messages, answers } = await startBusiness({ settings: { retryFirstMs: 5 } })
  let attempts = 0
  answers.status = () => (++attempts < 4 ? 503 : 200)

  await simulator.customer(asha).writes('are you there?')

  expect(attempts).toBe(4)
  expect(messages()).toHaveLength(1)
})

test('a callback that refuses is told to whoever wrote, and asked again', async () => {
  const { simulator, messages, answers } = await startBusiness({ settings: { retryFirstMs: 5 } })
  answers.status = 404
  await expect(simulator.customer(asha).writes('hello')).rejects.toThrow('answered 404')

  answers.status = 200
  await simulator.idle()

  expect(messages()).toHaveLength(1)
})

test('messages of one customer keep their order while the callback is away', async () => {
  const { simulator, messages, answers } = await startBusiness({ settings: { retryFirstMs: 5 } })
  answers.status = 500
  const customer = simulator.customer(asha)
  const written = ['one', 'two', 'three'].map((words) => customer.writes(words))

  answers.status = 200
  await Promise.all(written)

  expect(messages().map((message) => (message as unknown as { text: { body: string } }).text.body)).toEqual([
    'one',
    'two',
    'three',
  ])
})

test('the same seed repeats, loses and shuffles the same webhooks', async () => {
  const run = async () => {
    const { simulator, messages } = await startBusiness({ seed: 7, settings: { repeat: 0.3, loss: 0.3, reorder: 0.3 } })
    const customer = simulator.customer(asha)
    for (let index = 0; index < 20; index++) await customer.writes(String(index))
    await simulator.idle()
    return messages()
      .map((message) => (message as unknown as { text: { body: string } }).text.body)
      .sort()
  }

  const [first, second] = [await run(), await run()]

  expect(first).toEqual(second)
  expect(new Set(first).size).toBeLessThan(20)
  expect(first.length).toBeGreaterThan(new Set(first).size)
})

test('what waits behind a callback is sent in batches where the settings say so', async () => {
  const { simulator, send, received, statuses } = await startBusiness({
    settings: { webhookBatch: 100, statuses: ['sent', 'delivered', 'read'] },
  })
  await simulator.customer(asha).writes('hi')
  const before = received.length

  await Promise.all(Array.from({ length: 10 }, () => send(text(asha))))
  await simulator.idle()

  expect(statuses()).toHaveLength(30)
  expect(received.length - before).toBeLessThan(30)
})

test('any event can be sent, signed', async () => {
  const { simulator, received } = await startBusiness()

  await simulator.emit({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', time: 2, changes: [{ field: 'new_thing', value: {} }] }],
  })

  expect(received[0]?.event.entry[0]).toMatchObject({ id: '1', changes: [{ field: 'new_thing' }] })
  expect(received[0]?.signature).toMatch(/^sha256=[0-9a-f]{64}$/)
})

test('Meta’s own decisions are told', async () => {
  const { simulator, changes } = await startBusiness()
  const { account, meta } = simulator
  const [template] = [...account.templates.values()]
  const number = simulator.number().number

  await meta.decidesTemplate(template?.id ?? '', 'PAUSED')
  await meta.movesTemplate(template?.id ?? '', 'MARKETING')
  await meta.ratesTemplate(template?.id ?? '', 'YELLOW')
  await meta.limitsNumber(number.id, 'TIER_10K')
  await meta.upgradesThroughput(number.id)
  await meta.decidesName(number.id, 'APPROVED', 'New Name')
  await meta.updatesAccount(account.wabaId, 'ACCOUNT_RESTRICTION', { restriction_info: [] })

  expect(changes().map(({ field }) => field)).toEqual([
    'message_template_status_update',
    'template_category_update',
    'message_template_quality_update',
    'phone_number_quality_update',
    'phone_number_quality_update',
    'phone_number_name_update',
    'account_update',
  ])
  expect(changes()[0]?.value).toMatchObject({ event: 'PAUSED', message_template_id: Number(template?.id) })
  expect(changes()[3]?.value).toMatchObject({ event: 'UPGRADE', old_limit: 'TIER_1K', current_limit: 'TIER_10K' })
})

test('a callback that is away is asked by one webhook at a time, whoever else has something to tell', async () => {
  const { simulator, messages, answers } = await startBusiness({ settings: { retryFirstMs: 5 } })
  let attempts = 0
  answers.status = () => (++attempts <= 6 ? 503 : 200)
  const numbers = Array.from({ length: 50 }, (_, index) => `9190000001${String(index).padStart(2, '0')}`)

  const first = simulator.customer(asha).writes('first')
  await vi.waitFor(() => expect(simulator.webhooks.refused).toBeGreaterThan(0), 10_000)
  await Promise.all([first, ...numbers.map((number) => simulator.customer(number).writes('hello'))])

  expect(messages()).toHaveLength(51)
  expect(attempts).toBe(57)
})

test('what waits too long, or in too large a crowd, is given up', async () => {
  const { simulator, answers } = await startBusiness({ settings: { retryFirstMs: 5, webhooksWaiting: 3 } })
  answers.status = 503
  const numbers = ['919000000101', '919000000102', '919000000103', '919000000104', '919000000105']
  const written = numbers.map((number) =>
    simulator
      .customer(number)
      .writes('hello')
      .then(String, () => 'given up'),
  )

  simulator.settings.retryForMs = 20
  await Promise.all(written)
  await simulator.idle()

  expect(simulator.webhooks).toMatchObject({ delivered: 0, givenUp: 5 })
})
