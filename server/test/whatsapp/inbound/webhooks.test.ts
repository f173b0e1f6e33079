import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { type Receiver, startReceiver } from '../../harness/receiver.ts'
import { asha, echoEvent, eventOf, messageEvent, statusEvent, textEvent } from '../fixtures/events.ts'
import { type PluginAtHand, plugIn } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

let passThrough: Receiver
let chakra: Receiver
beforeAll(async () => {
  passThrough = await startReceiver()
  chakra = await startReceiver()
})
afterAll(async () => {
  await passThrough.close()
  await chakra.close()
})
startNadi(() => ({ allowedHooks: [passThrough.url, chakra.url] }))

const now = 1_790_000_000

async function follow({ api }: TeamAtHand, { pluginId }: PluginAtHand, changes: object = {}): Promise<void> {
  const saved = await api.post(`/v1/ext/plugin/whatsapp/${pluginId}/update-config`, {
    passThroughWebhookUrl: `${passThrough.url}/${pluginId}`,
    enableChakraWebhook: true,
    chakraWebhookUrl: `${chakra.url}/${pluginId}`,
    whichChakraWebhookEventsToSend: ['message', 'status', 'message_echo', 'smb_message_echo'],
    ...changes,
  })
  if (saved.status !== 200) throw new Error(saved.body._errors.join(' '))
}

/** What a receiver got of a plugin, once it is so much. */
async function got({ received }: Receiver, { pluginId }: PluginAtHand, count: number): Promise<string[]> {
  const bodies = () => received.filter(({ path }) => path === `/${pluginId}`).map(({ body }) => body)
  await expect.poll(() => bodies().length, { timeout: 20_000 }).toBe(count)
  return bodies()
}

test(
  'every event goes on as it came, byte for byte, once; one that is known already does not',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    await follow(team, meta)
    const bodies = [
      JSON.stringify(textEvent(meta, asha, 'wamid.1', now, 'Grüße 👋'), null, 2),
      JSON.stringify(eventOf(meta, 'a_field_of_tomorrow', { says: 'something' })),
      JSON.stringify(eventOf(meta, 'account_update', { event: 'ACCOUNT_RESTRICTION' }, now)),
    ]

    for (const body of [...bodies, ...bodies]) await meta.emit(body)

    expect((await got(passThrough, meta, 3)).sort()).toEqual([...bodies].sort())
  }),
)

test(
  'of an event that is in part of others only our part goes on, of one that is all of others nothing',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    await follow(team, meta)
    const entriesOf = (event: object) => (event as { entry: object[] }).entry
    const [ours, theirs] = [
      textEvent(meta, asha, 'wamid.1', now, 'Ours'),
      textEvent({ ...meta, wabaId: '1' }, asha, 'wamid.2', now, 'Theirs'),
    ]

    await meta.emit(theirs, { ...ours, entry: [...entriesOf(ours), ...entriesOf(theirs)] })

    expect((await got(passThrough, meta, 1)).map((body) => JSON.parse(body))).toEqual([ours])
    expect(await got(chakra, meta, 1)).toHaveLength(1)
  }),
)

test(
  'of an event that is in part of a number not yet known, that part waits by itself and goes on once the number is known',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    await follow(team, meta)
    const ours = textEvent(meta, asha, 'wamid.1', now, 'To the number that is known')
    const later = textEvent({ ...meta, phoneNumberId: '778' }, asha, 'wamid.2', now, 'To the one that is not')
    const [first, second] = [ours, later].map((event) => (event as { entry: { changes: object[] }[] }).entry[0])
    const changes = [...(second?.changes ?? []), ...(first?.changes ?? [])]

    await meta.emit({ ...ours, entry: [{ ...first, changes }] })
    expect((await got(passThrough, meta, 1)).map((body) => JSON.parse(body))).toEqual([ours])
    const events = `/v1/ext/plugin/whatsapp/${meta.pluginId}/inbound-events`
    const [waiting] = (await team.api.get(`${events}?status=FOREIGN`)).body._data
    expect(JSON.parse((await team.api.get(`${events}/${waiting.id}`)).body._data.body)).toEqual(later)

    await sql`
      insert into phone_numbers (team_id, plugin_id, phone_number_id, digits, details, created_at, updated_at)
      values (${team.scope.teamId}, ${meta.pluginId}, '778', '918044000778', '{}', now(), now())`.execute(team.nadi.db)
    team.nadi.whatsapp.plugins.drop(team.scope, meta.pluginId)
    await team.nadi.whatsapp.handlers['take-foreign-again']({ teamId: team.scope.teamId, pluginId: meta.pluginId })
    await meta.settled()

    expect((await got(passThrough, meta, 2)).map((body) => JSON.parse(body))).toEqual([ours, later])
    expect(await got(chakra, meta, 2)).toHaveLength(2)
    const said = (await chatsOf(team.api)).flatMap(({ messages }) => messages.map(({ text }: { text: string }) => text))
    expect(said.sort()).toEqual(['To the number that is known', 'To the one that is not'])
  }),
)

test(
  'echoes go on for whoever asked for them',
  withTeam(async (team) => {
    const [asking, silent] = [await plugIn(team), await plugIn(team)]
    await follow(team, asking, { enableMessageEchoesForPassThroughWebhook: true })
    await follow(team, silent)

    for (const meta of [asking, silent]) {
      await meta.emit(
        echoEvent(meta, asha, { id: 'wamid.1', at: now, type: 'text', text: { body: 'Hi' } }),
        textEvent(meta, asha, 'wamid.2', now, 'Hello'),
      )
    }

    expect(await got(passThrough, asking, 2)).toHaveLength(2)
    expect(await got(passThrough, silent, 1)).toEqual([
      JSON.stringify(textEvent(silent, asha, 'wamid.2', now, 'Hello')),
    ])
  }),
)

test(
  'the Chakra webhook tells of messages, echoes and statuses, with our ids and theirs',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    await follow(team, meta)
    const failure = { code: 131026, title: 'Undeliverable', message: 'Message undeliverable' }
    const image = { id: '8001', mime_type: 'image/jpeg', sha256: 'YQ==', caption: 'Invoice' }

    await meta.emit(
      messageEvent(meta, asha, { id: 'wamid.1', at: now, type: 'image', image }),
      echoEvent(meta, asha, { id: 'wamid.2', at: now + 1, type: 'text', text: { body: 'Thanks' } }),
      statusEvent(meta, asha, { id: 'wamid.2', at: now + 2, status: 'delivered' }),
      echoEvent(meta, asha, {
        id: 'wamid.3',
        at: now + 3,
        field: 'message_echoes',
        type: 'text',
        text: { body: 'Bye' },
      }),
      statusEvent(meta, asha, { id: 'wamid.3', at: now + 4, status: 'failed', errors: [failure] }),
    )

    const told = (await got(chakra, meta, 5)).map((body) => JSON.parse(body))
    const [chat] = await chatsOf(team.api)
    const [first, second, third] = chat.messages
    const of = (event: string, externalId: string) =>
      told.find((each) => each.event === event && each.payload.externalId === externalId).payload
    expect(of('message', 'wamid.1')).toEqual({
      wabaId: meta.wabaId,
      messageId: first.id,
      externalId: 'wamid.1',
      timestamp: now * 1000,
      message: {
        from: asha.waId,
        id: 'wamid.1',
        timestamp: String(now),
        type: 'image',
        image: { ...image, url: `${team.nadi.url}/v2/whatsapp/v23.0/media/8001/show` },
      },
      contacts: [{ wa_id: asha.waId, profile: { name: 'Asha Rao' }, user_id: asha.userId }],
    })
    expect(of('smb_message_echo', 'wamid.2')).toMatchObject({
      messageId: second.id,
      message: { text: { body: 'Thanks' } },
    })
    expect(of('message_echo', 'wamid.3')).toMatchObject({ messageId: third.id, message: { text: { body: 'Bye' } } })
    expect(of('status', 'wamid.2')).toEqual({
      wabaId: meta.wabaId,
      id: second.id,
      messageId: second.id,
      externalId: 'wamid.2',
      deliveryStatus: 'delivered',
      timestamp: (now + 2) * 1000,
      recipientId: asha.waId,
    })
    expect(of('status', 'wamid.3')).toMatchObject({
      id: third.id,
      deliveryStatus: 'failed',
      errorContext: { message: 'Message undeliverable', providerPayload: failure },
    })
  }),
)

test(
  "an edit tells what it is about, with our address of its file in place of Meta's",
  withTeam(async (team) => {
    const meta = await plugIn(team)
    await follow(team, meta)
    const image = { id: '8001', mime_type: 'image/jpeg', url: 'https://lookaside.example/?mid=8001', caption: 'Mine' }
    const edit = { original_message_id: 'wamid.1', message: { type: 'image', image } }

    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Look'))
    await meta.emit(messageEvent(meta, asha, { id: 'wamid.2', at: now + 1, type: 'edit', edit }))

    const told = (await got(chakra, meta, 2)).map((body) => JSON.parse(body).payload)
    const [chat] = await chatsOf(team.api)
    const ofFile = { ...image, url: `${team.nadi.url}/v2/whatsapp/v23.0/media/8001/show` }
    expect(told.find(({ externalId }) => externalId === 'wamid.2')).toMatchObject({
      messageId: chat.messages[0].id,
      message: { type: 'edit', edit: { ...edit, message: { type: 'image', image: ofFile } } },
    })
  }),
)
