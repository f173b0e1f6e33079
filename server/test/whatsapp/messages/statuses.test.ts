import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import { applyStatuses, type StatusEvent } from '../../../src/whatsapp/messages/statuses.ts'
import { aCustomer, meta, type SendingTeam, startAtMeta, text, withNumber } from './at-meta.ts'

startAtMeta()

const apply = ({ nadi, scope, pluginId }: SendingTeam, events: StatusEvent[]) =>
  inTransaction(nadi.db, {}, (tx) => applyStatuses(tx, scope, { id: pluginId }, events))

const event = (wamid: string, status: string, seconds: number, more: Partial<StatusEvent> = {}): StatusEvent => ({
  wamid,
  status,
  at: new Date(1_795_000_000_000 + seconds * 1000),
  recipientId: null,
  errors: null,
  callbackData: null,
  ...more,
})

const stateOf = async ({ api }: SendingTeam, id: string) => {
  const { deliveryStatus, externalId, sentAt, deliveredAt, readAt, failedAt, errors } = (
    await api.get(`/v1/ext/message/${id}`)
  ).body._data
  return { deliveryStatus, externalId, sentAt, deliveredAt, readAt, failedAt, errors }
}

async function send(team: SendingTeam, to = aCustomer()): Promise<{ id: string; wamid: string }> {
  const { _data } = (await team.api.post(team.path, text(to))).body
  return { id: _data.chatMessageId, wamid: _data.whatsappMessageId }
}

/** A message of which nobody knows whether Meta has it. */
async function lose(team: SendingTeam, body: object): Promise<string> {
  meta().loseNextAnswer()
  return ((await team.api.post(team.path, body)).body as unknown as { chatMessageId: string }).chatMessageId
}

test(
  'a status only rises, each time is kept, and a repeat changes nothing: in any order the end is the same',
  withNumber(async (team) => {
    const story = ['sent', 'delivered', 'read', 'played']
    const ends: unknown[] = []
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1, 0, 2],
      [1, 3, 0, 2],
    ]) {
      const { id, wamid } = await send(team)
      for (const step of order) await apply(team, [event(wamid, story[step] ?? '', step)])
      ends.push({ ...(await stateOf(team, id)), externalId: null })
    }

    expect(ends[0]).toMatchObject({
      deliveryStatus: 'PLAYED',
      sentAt: 1_795_000_000_000,
      deliveredAt: 1_795_000_001_000,
    })
    for (const end of ends) expect(end).toEqual(ends[0])
  }),
)

test(
  'a message fails from the first three states only, whichever event comes first',
  withNumber(async (team) => {
    const errors = [{ code: 131026, title: 'Message undeliverable' }]
    const failed = await send(team)
    const delivered = await send(team)
    const late = await send(team)

    await apply(team, [event(failed.wamid, 'sent', 0), event(failed.wamid, 'failed', 1, { errors })])
    await apply(team, [event(delivered.wamid, 'delivered', 0), event(delivered.wamid, 'failed', 1, { errors })])
    await apply(team, [event(late.wamid, 'failed', 0, { errors }), event(late.wamid, 'delivered', 1)])

    expect(await stateOf(team, failed.id)).toMatchObject({ deliveryStatus: 'FAILED', errors })
    expect(await stateOf(team, delivered.id)).toMatchObject({ deliveryStatus: 'DELIVERED', errors: [] })
    expect(await stateOf(team, late.id)).toMatchObject({ deliveryStatus: 'DELIVERED', errors: [] })
  }),
)

test(
  'a status that bears our id settles a message whose answer was lost, and tells its wamid',
  withNumber(async (team) => {
    const id = await lose(team, text(aCustomer()))

    const { applied, unmatched } = await apply(team, [event('wamid.lost', 'sent', 0, { callbackData: id })])

    expect(unmatched).toEqual([])
    expect(applied.map(({ isNews }) => isNews)).toEqual([true])
    expect(await stateOf(team, id)).toMatchObject({ deliveryStatus: 'SENT', externalId: 'wamid.lost' })
  }),
)

test(
  "with a caller's own callback data the recipient tells which message is meant",
  withNumber(async (team) => {
    const [one, other] = [aCustomer(), aCustomer()]
    const body = (to: string) => ({ ...text(to), biz_opaque_callback_data: 'campaign 7' })
    const first = await lose(team, body(one))
    const second = await lose(team, body(other))

    const { unmatched } = await apply(team, [
      event('wamid.b', 'sent', 0, { callbackData: 'campaign 7', recipientId: other }),
      event('wamid.c', 'sent', 0, { callbackData: 'campaign 7', recipientId: '15550001111' }),
    ])

    expect((await stateOf(team, second)).externalId).toBe('wamid.b')
    expect((await stateOf(team, first)).deliveryStatus).toBe('UNCONFIRMED')
    expect(unmatched.map(({ wamid }) => wamid)).toEqual(['wamid.c'])
  }),
)

test(
  'statuses of messages that are not here are handed back, and so are those of another plugin',
  withNumber(async (team) =>
    withNumber(async (other) => {
      const { wamid, id } = await send(team)

      const { unmatched } = await apply(other, [event(wamid, 'read', 0), event('wamid.unknown', 'read', 0)])

      expect(unmatched).toHaveLength(2)
      expect((await stateOf(team, id)).deliveryStatus).toBe('SENT')
    })(),
  ),
)

test(
  'a person settles what nobody knows, after a quarter of an hour',
  withNumber(async (team) => {
    const id = await lose(team, text(aCustomer()))
    const settle = (outcome: string) => team.api.post(`/v1/ext/message/${id}/settle`, { outcome })

    const early = await settle('FAILED')
    await sql`update chat_messages set updated_at = now() - interval '16 minutes' where team_id = ${team.scope.teamId}`.execute(
      team.nadi.db,
    )
    const settled = await settle('FAILED')
    const again = await settle('SENT')

    expect(early.status).toBe(409)
    expect(early.body._meta.errors[0].code).toBe('too_early')
    expect(settled.body._data).toMatchObject({ deliveryStatus: 'FAILED', errors: [{ code: 'settled_by_hand' }] })
    expect(again.body._meta.errors[0].code).toBe('not_unconfirmed')
  }),
)

test(
  'each change of a status is an event',
  withNumber(async (team) => {
    const { id, wamid } = await send(team)
    await apply(team, [event(wamid, 'delivered', 1), event(wamid, 'sent', 0)])

    // the log in its order shows what is final, which any transaction of the cluster may hold back for a while
    await vi.waitFor(async () => {
      const { body } = await team.api.get(`/v1/ext/events?subject=${id}&order=oldest`)
      expect(
        body._data.map(({ kind, after }: { kind: string; after: { deliveryStatus: string } }) => [
          kind,
          after.deliveryStatus,
        ]),
      ).toEqual([
        ['message.created', 'PENDING'],
        ['message.updated', 'SENT'],
        ['message.updated', 'DELIVERED'],
      ])
    }, 30_000)
  }),
)
