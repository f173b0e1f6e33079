import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'
import { asha, textEvent } from '../fixtures/events.ts'
import { atHand } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

startNadiWithSimulator()

test(
  'what customers write to a number that the account has got since it was read is not lost',
  withTeam(async (team) => {
    const account = theSimulator().addAccount()
    const { pluginId, wabaId, phoneNumberId } = await connectPlugin(team, {}, account)
    // as if the number were new: nobody here has heard of it, and the account was last looked at a while ago
    await sql`update phone_numbers set deleted_at = now() where team_id = ${team.scope.teamId}`.execute(team.nadi.db)
    await sql`
      update plugins set health = jsonb_set(health, '{checkedAt}', '1') where team_id = ${team.scope.teamId}`.execute(
      team.nadi.db,
    )
    team.nadi.whatsapp.plugins.drop(team.scope, pluginId)
    const { appSecret, verifyToken, phoneNumbers } = account
    const displayPhoneNumber = phoneNumbers[0]?.digits ?? ''
    const meta = atHand(team, { pluginId, wabaId, phoneNumberId, displayPhoneNumber, appSecret, verifyToken })
    const statuses = async () => {
      const { body } = await team.api.get(`/v1/ext/plugin/whatsapp/${pluginId}/inbound-events`)
      return body._data.map(({ status }: { status: string }) => status)
    }

    await meta.emit(textEvent(meta, asha, 'wamid.1', 1_790_000_000, 'Is this your new number?'))
    expect(await statuses()).toEqual(['FOREIGN'])

    await vi.waitFor(async () => expect(await statuses()).toEqual(['APPLIED']), { timeout: 30_000, interval: 200 })
    const [chat] = await chatsOf(team.api)
    expect(chat.messages).toMatchObject([{ text: 'Is this your new number?' }])
  }),
)
