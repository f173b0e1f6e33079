import { expect, test, vi } from 'vitest'
import { newId } from '../../../src/ids.ts'
import { makeLogger } from '../../../src/logger.ts'
import { Senders } from '../../../src/whatsapp/messages/senders.ts'
import { aCustomer, type SendingTeam, startAtMeta, text, troubled, withTroubledNumber } from './at-meta.ts'

startAtMeta()

const statusOf = async ({ nadi, scope }: SendingTeam): Promise<string> =>
  (
    await nadi.db
      .selectFrom('chat_messages')
      .select('delivery_status as status')
      .where('team_id', '=', scope.teamId)
      .executeTakeFirstOrThrow()
  ).status

test(
  'what can never be written down holds up nothing behind it',
  withTroubledNumber(async (team) => {
    const logger = makeLogger({ logLevel: 'silent' })
    const times = { everySeconds: 0.05, silentSeconds: 30 }
    const senders = new Senders({ db: team.nadi.db, newId, logger, times })
    const done: string[] = []
    senders.untilDone(async () => {
      throw Object.assign(new Error('duplicate key'), { code: '23505' })
    })
    senders.untilDone(async () => void done.push('written'))

    await senders.ready()
    await vi.waitFor(() => expect(done).toEqual(['written']), 20_000)
    await senders.stop()
  }),
)

test(
  'what a server was sending when it died is unconfirmed, once another notices; what a living one sends is left alone',
  withTroubledNumber(async (team) => {
    const { db } = team.nadi
    troubled().replies('hang')
    const before = troubled().received.length
    const sent = team.api.post(team.path, text(aCustomer()))
    await troubled().got(before + 1)
    const parts = {
      db,
      newId,
      logger: makeLogger({ logLevel: 'fatal' }),
      times: { everySeconds: 60, silentSeconds: 30 },
    }

    const first = new Senders(parts)
    await first.ready()
    await first.stop()
    expect(await statusOf(team)).toBe('PENDING')

    // its heartbeat stops (but for one that it may just be sending: it lives, after all)
    await vi.waitFor(async () => {
      await db
        .updateTable('senders')
        .set({ beat_at: new Date(Date.now() - 60_000) })
        .execute()
      const second = new Senders(parts)
      await second.ready()
      await second.stop()
      expect(await statusOf(team)).toBe('UNCONFIRMED')
    }, 20_000)

    // it was not dead after all: what it hears is written down
    troubled().replies({})
    await troubled().close()
    expect((await sent).status).toBe(502)
    expect(await statusOf(team)).toBe('UNCONFIRMED')
  }),
)
