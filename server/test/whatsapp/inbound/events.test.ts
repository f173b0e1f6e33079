import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '../../../src/ids.ts'
import { sweepInbound } from '../../../src/whatsapp/inbound/sweep.ts'
import { startNadi, type TeamAtHand, theNadi, withTeam } from '../../harness/nadi.ts'
import { asha, messageEvent, textEvent } from '../fixtures/events.ts'
import { type PluginAtHand, plugIn } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

startNadi({ logLevel: 'fatal' })

const now = 1_790_000_000
const pathOf = ({ pluginId }: PluginAtHand): string => `/v1/ext/plugin/whatsapp/${pluginId}/inbound-events`

/** The database refuses a message with this wamid for as long as `lifted` is not called. */
async function refuseMessage({ nadi, scope }: TeamAtHand, externalId: string): Promise<() => Promise<void>> {
  const name = `refused_${externalId.replaceAll(/\W/g, '_')}_${scope.teamId.slice(-6)}`
  await sql`alter table chat_messages add constraint ${sql.ref(name)}
    check (external_id <> ${sql.lit(externalId)} or team_id <> ${sql.lit(scope.teamId)}) not valid`.execute(nadi.db)
  return async () => {
    await sql`alter table chat_messages drop constraint ${sql.ref(name)}`.execute(nadi.db)
  }
}

/** As if the time for the next attempt had come, until there is none any more. */
async function untilGivenUp({ nadi, scope, api }: TeamAtHand, meta: PluginAtHand): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    await sql`update inbound_events set try_after = now() where team_id = ${scope.teamId} and try_after is not null`.execute(
      nadi.db,
    )
    if ((await api.get(`${pathOf(meta)}?status=FAILED`)).body._data.length > 0) return
  }
  throw new Error('The event was not given up.')
}

const said = async ({ api }: TeamAtHand): Promise<Record<string, string[]>> =>
  Object.fromEntries(
    (await chatsOf(api)).map(({ contact, messages }) => [
      contact.name,
      messages.map(({ text }: { text: string }) => text),
    ]),
  )

test(
  'an event that can not be applied holds up its customer for a while, and nobody else; then it is given up, kept whole',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const ravi = { waId: '919812300002', name: 'Ravi' }
    const lift = await refuseMessage(team, 'wamid.bad')

    for (const event of [
      textEvent(meta, asha, 'wamid.1', now, 'One'),
      textEvent(meta, asha, 'wamid.bad', now + 1, 'Bad'),
      textEvent(meta, asha, 'wamid.3', now + 2, 'Three'),
      textEvent(meta, ravi, 'wamid.4', now + 3, 'Four'),
    ]) {
      expect((await meta.post(event)).status).toBe(200)
    }
    await expect.poll(() => said(team), { timeout: 20_000 }).toEqual({ 'Asha Rao': ['One'], Ravi: ['Four'] })
    await untilGivenUp(team, meta)
    await meta.settled()

    expect(await said(team)).toEqual({ 'Asha Rao': ['One', 'Three'], Ravi: ['Four'] })
    const { _data: failed } = (await team.api.get(`${pathOf(meta)}?status=FAILED`)).body
    expect(failed).toMatchObject([
      { status: 'FAILED', attempts: 5, error: expect.stringContaining('refused_wamid_bad') },
    ])
    const whole = await team.api.get(`${pathOf(meta)}/${failed[0].id}`)
    expect(JSON.parse(whole.body._data.body)).toEqual(textEvent(meta, asha, 'wamid.bad', now + 1, 'Bad'))

    await lift()
    const again = await team.api.post(`${pathOf(meta)}/${failed[0].id}/try-again`)
    expect(again.body._data).toMatchObject({ status: 'RECEIVED', attempts: 0 })
    await meta.settled()
    expect(await said(team)).toEqual({ 'Asha Rao': ['One', 'Bad', 'Three'], Ravi: ['Four'] })
    expect((await team.api.post(`${pathOf(meta)}/${failed[0].id}/try-again`)).status).toBe(409)
  }),
)

test(
  'what Meta has sent is listed newest first, a page at a time',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const other = await plugIn(team)
    await meta.emit(...[1, 2, 3].map((index) => textEvent(meta, asha, `wamid.${index}`, now + index, `${index}`)))
    await meta.emit(textEvent(other, asha, 'wamid.x', now, 'x'))

    const first = (await team.api.get(`${pathOf(meta)}?limit=3`)).body
    const second = (await team.api.get(`${pathOf(meta)}?limit=3&cursor=${first._meta.cursor}`)).body

    expect(first._data.map(({ status }: { status: string }) => status)).toEqual(['FOREIGN', 'APPLIED', 'APPLIED'])
    expect(second._data).toHaveLength(1)
    expect(second._meta).toMatchObject({ hasMore: false, cursor: null })
    expect((await team.api.get(`${pathOf(meta)}?status=FOREIGN`)).body._data).toHaveLength(1)
    expect((await team.api.get(pathOf(other))).body._data).toEqual([])
    expect((await team.api.get(`${pathOf(meta)}/${newId()}`)).status).toBe(404)
    expect((await team.api.get(`/v1/ext/plugin/whatsapp/${newId()}/inbound-events`)).status).toBe(404)
  }),
)

test(
  'a foreign event is applied when it is tried again after the account got its number',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    await meta.emit(textEvent({ ...meta, phoneNumberId: '777' }, asha, 'wamid.1', now, 'Hello'))
    const [event] = (await team.api.get(pathOf(meta))).body._data
    expect(event.status).toBe('FOREIGN')
    await sql`
      insert into phone_numbers (team_id, plugin_id, phone_number_id, digits, details, created_at, updated_at)
      values (${team.scope.teamId}, ${meta.pluginId}, '777', '918044000777', '{}', now(), now())`.execute(team.nadi.db)
    team.nadi.whatsapp.plugins.drop(team.scope, meta.pluginId)

    await team.api.post(`${pathOf(meta)}/${event.id}/try-again`)
    await meta.settled()

    expect((await chatsOf(team.api))[0].messages).toMatchObject([{ text: 'Hello' }])
  }),
)

test(
  'events that were applied are forgotten after 30 days, those that failed are not',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const mark = { id: 'wamid.r', at: now, type: 'reaction', reaction: { message_id: 'wamid.never', emoji: '👍' } }
    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Hello'), messageEvent(meta, asha, mark), '{"no json')
    const { db } = theNadi()
    const left = async () => {
      const { rows } = await sql<{ status: string }>`
        select status from inbound_events where team_id = ${team.scope.teamId} union all
        select 'mark' from message_marks where team_id = ${team.scope.teamId} order by 1`.execute(db)
      return rows.map(({ status }) => status)
    }

    await sweepInbound(db, Date.now() + 29 * 86_400_000)
    expect(await left()).toEqual(['APPLIED', 'APPLIED', 'FAILED', 'mark'])
    await sweepInbound(db, Date.now() + 31 * 86_400_000)

    expect(await left()).toEqual(['FAILED'])
  }),
)
