import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '../../../src/ids.ts'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { asha, eventOf, textEvent } from '../fixtures/events.ts'
import { plugIn, signed } from './plugin-at-hand.ts'

startNadi()

const now = 1_790_000_000

async function stored({ nadi, scope }: TeamAtHand): Promise<{ status: string; body: Buffer; error: string | null }[]> {
  const { rows } = await sql<{ status: string; body: Buffer; error: string | null }>`
    select status, body, error from inbound_events where team_id = ${scope.teamId} order by inbound_event_id`.execute(
    nadi.db,
  )
  return rows
}

async function texts({ nadi, scope }: TeamAtHand): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select text from chat_messages where team_id = ${scope.teamId} order by at`.execute(nadi.db)
  return rows.map(({ text }) => text)
}

test(
  "Meta's question whether the address is wanted is answered with its challenge, as plain text",
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const ask = (token: string, mode = 'subscribe') =>
      fetch(
        `${team.nadi.url}/webhooks/whatsapp/${meta.pluginId}?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=%3Cb%3E1158201444`,
      )

    const answer = await ask(meta.verifyToken)

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await answer.text()).toBe('<b>1158201444')
    expect((await ask('another-token')).status).toBe(403)
    expect((await ask('')).status).toBe(403)
    expect((await ask(meta.verifyToken, 'unsubscribe')).status).toBe(403)
    expect((await fetch(`${team.nadi.url}/webhooks/whatsapp/${newId()}?hub.mode=subscribe`)).status).toBe(404)
  }),
)

test(
  'a message becomes a chat message; its bytes stay as they were received',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const body = `${JSON.stringify(textEvent(meta, asha, 'wamid.one', now, 'Is the blue one in stock?'))}\n  `

    const answer = await meta.post(body)

    expect(answer.status).toBe(200)
    await meta.settled()
    expect(await texts(team)).toEqual(['Is the blue one in stock?'])
    const [event] = await stored(team)
    expect(event?.status).toBe('APPLIED')
    expect(event?.body.toString()).toBe(body)
  }),
)

test(
  'the same bytes again are the same event, the same message in other bytes is the same message',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const event = textEvent(meta, asha, 'wamid.one', now, 'Hello')

    await meta.emit(event, event)
    await meta.emit(`${JSON.stringify(event)} `)

    expect(await stored(team)).toHaveLength(2)
    expect(await texts(team)).toEqual(['Hello'])
  }),
)

test(
  'an event that was signed with another secret, or not at all, is refused, and nothing of it is stored',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const event = textEvent(meta, asha, 'wamid.one', now, 'Hello')
    const body = JSON.stringify(event)

    for (const signature of [
      signed('another secret', body),
      signed(meta.appSecret, `${body} `),
      '',
      'sha256=',
      'sha1=abc',
    ]) {
      const answer = await meta.post(event, { signature })
      expect(answer.status).toBe(401)
      expect(((await answer.json()) as { _meta: { errors: { code: string }[] } })._meta.errors[0]?.code).toBe(
        'bad_signature',
      )
    }
    expect(await stored(team)).toEqual([])
  }),
)

test(
  'whoever goes on with wrong signatures is told to stop; events that are signed well are taken all the same',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const event = textEvent(meta, asha, 'wamid.one', now, 'Hello')

    const answers = await Promise.all(
      Array.from({ length: 640 }, () => meta.post(event, { signature: signed('a guess', JSON.stringify(event)) })),
    )

    // a minute may have begun meanwhile, which counts anew
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]))
    expect((await meta.post(event)).status).toBe(200)
    expect(await stored(team)).toHaveLength(1)
  }),
)

test(
  'an event for a plugin that does not exist, or is disconnected, is not taken',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const gone = await plugIn(team)
    await sql`update plugins set status = 'DISCONNECTED' where team_id = ${team.scope.teamId} and plugin_id = ${gone.pluginId}`.execute(
      team.nadi.db,
    )
    const event = textEvent(meta, asha, 'wamid.one', now, 'Hello')

    expect((await meta.post(event, { pluginId: newId() })).status).toBe(404)
    expect((await meta.post(event, { pluginId: 'shop' })).status).toBe(404)
    expect((await gone.post(event)).status).toBe(404)
    expect(await stored(team)).toEqual([])
  }),
)

test(
  'a body of 3 MB is taken, one of 5 MB is not',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const sized = (bytes: number) => textEvent(meta, asha, `wamid.${bytes}`, now, 'x'.repeat(bytes))

    expect((await meta.post(sized(3_000_000))).status).toBe(200)
    expect((await meta.post(sized(5_000_000))).status).toBe(413)
    await meta.settled()
    expect(await stored(team)).toHaveLength(1)
  }),
)

test(
  'an event of another account or number is kept as foreign and applied to nothing',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const other = await plugIn(team)

    await meta.emit(
      textEvent(other, asha, 'wamid.other-account', now, 'Not yours'),
      textEvent({ ...meta, phoneNumberId: other.phoneNumberId }, asha, 'wamid.other-number', now, 'Not yours'),
      eventOf({ wabaId: '1' }, 'account_update', { event: 'ACCOUNT_DELETED' }),
    )

    expect((await stored(team)).map(({ status }) => status)).toEqual(['FOREIGN', 'FOREIGN', 'FOREIGN'])
    expect(await texts(team)).toEqual([])
  }),
)

test(
  'of an event with several entries, only what is ours is applied; the rest is kept as foreign',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const other = await plugIn(team)
    const entriesOf = (event: object) => (event as { entry: object[] }).entry
    const ours = textEvent(meta, asha, 'wamid.ours', now, 'Yours')
    const mixed = {
      ...ours,
      entry: [...entriesOf(textEvent(other, asha, 'wamid.x', now, 'Not yours')), ...entriesOf(ours)],
    }

    await meta.emit(mixed)

    const [whole, rest] = await stored(team)
    expect(whole).toMatchObject({ status: 'APPLIED', body: Buffer.from(JSON.stringify(mixed)) })
    expect(rest?.status).toBe('FOREIGN')
    expect(JSON.parse(rest?.body.toString() ?? '')).toEqual({ ...mixed, entry: mixed.entry.slice(0, 1) })
    expect(await texts(team)).toEqual(['Yours'])

    await meta.emit(mixed)
    expect(await stored(team)).toHaveLength(2)
  }),
)

test(
  'what is no JSON is kept as failed, whole, and holds nobody up; what has another form is kept',
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit('{"object":', '[]', '{"entry": 5}', textEvent(meta, asha, 'wamid.after', now, 'After'))

    expect((await stored(team)).map(({ status }) => status)).toEqual(['FAILED', 'APPLIED', 'APPLIED', 'APPLIED'])
    expect(await texts(team)).toEqual(['After'])
  }),
)

test(
  'characters that PostgreSQL does not keep cost no message',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const body = JSON.stringify(textEvent(meta, asha, 'wamid.nul', now, 'a\0b')).replace('Asha', '\\ud800Asha')

    await meta.emit(body)

    expect(await texts(team)).toEqual(['a\ufffdb'])
  }),
)
