import { expect, test } from 'vitest'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { accountUpdateFixtures } from '../fixtures/account-updates.ts'
import { asha, changeValue, eventOf, preferenceEvent, textEvent } from '../fixtures/events.ts'
import { type PluginAtHand, plugIn } from './plugin-at-hand.ts'

startNadi()

const now = 1_790_000_000

/** What an administrator sees of the account, as it is now. */
async function healthOf({ nadi, scope, api }: TeamAtHand, { pluginId }: PluginAtHand) {
  nadi.whatsapp.plugins.drop(scope, pluginId)
  return (await api.get(`/v1/ext/plugin/whatsapp/${pluginId}`)).body._data.health
}

for (const { value, text, restriction } of accountUpdateFixtures('')) {
  test(
    `${value.event} of the account stands in its health, once`,
    withTeam(async (team) => {
      const meta = await plugIn(team)
      const partner = { wabaId: '990000000000001' }
      const about = value.waba_info ? { waba_info: { ...value.waba_info, waba_id: meta.wabaId } } : {}
      const event = eventOf(value.waba_info ? partner : meta, 'account_update', { ...value, ...about }, now)

      await meta.emit(event, `${JSON.stringify(event)} `)

      const { account, problems } = await healthOf(team, meta)
      expect(account.alerts).toMatchObject([
        { kind: `account_update.${value.event}`, at: now * 1000, text: text ?? expect.stringContaining(value.event) },
      ])
      expect(account.restriction).toBe(restriction)
      const restricted = problems.some(({ code }: { code: string }) => code === 'account_restricted')
      expect(restricted).toBe(restriction !== null)
    }),
  )
}

test(
  'a restriction that is over is no problem any more',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const until = Math.floor(Date.now() / 1000) - 60
    const restrictions = [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: until }]

    await meta.emit(
      eventOf(meta, 'account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: restrictions }, until - 3600),
    )

    const { account, problems } = await healthOf(team, meta)
    expect(account.restriction).toBeNull()
    expect(problems.map(({ code }: { code: string }) => code)).not.toContain('account_restricted')
    expect(account.alerts).toMatchObject([{ kind: 'account_update.ACCOUNT_RESTRICTION' }])
  }),
)

test(
  'the account of a partner that the event is not about hears nothing of it',
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit(
      eventOf(meta, 'account_update', { event: 'PARTNER_REMOVED', waba_info: { waba_id: '990000000000002' } }, now),
    )

    expect((await healthOf(team, meta)).account).toMatchObject({ restriction: null, alerts: [] })
    const { _data } = (await team.api.get(`/v1/ext/plugin/whatsapp/${meta.pluginId}/inbound-events`)).body
    expect(_data).toMatchObject([{ status: 'FOREIGN' }])
  }),
)

test(
  "a customer's settings in WhatsApp are their consent to marketing: stopped, resumed, signed up",
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const consent = async () => (await team.api.get('/v1/ext/contacts')).body._data[0].consents.MARKETING
    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Hello'))

    await meta.emit(preferenceEvent(meta, asha, now + 10, 'stop'))
    expect(await consent()).toMatchObject({ value: 'OPTED_OUT', source: 'PREFERENCE', at: (now + 10) * 1000 })

    await meta.emit(preferenceEvent(meta, asha, now + 20, 'resume'), preferenceEvent(meta, asha, now + 10, 'stop'))
    expect(await consent()).toMatchObject({ value: 'OPTED_IN', at: (now + 20) * 1000 })

    const signup = { category: 'marketing_messages', value: 'signup', signup_id: '13', timestamp: now + 30 }
    await meta.emit(
      eventOf(
        meta,
        'user_preferences',
        changeValue(meta, asha, { user_preferences: [{ wa_id: asha.waId, detail: 'By a link', ...signup }] }),
      ),
    )
    expect(await consent()).toMatchObject({ value: 'OPTED_IN', note: 'By a link', at: (now + 30) * 1000 })
  }),
)

test(
  'what Meta decides of a template stands there: status, reason, category, quality and texts',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    // the last number that JavaScript holds is below this one
    const id = '9178231635614133'
    const about = { message_template_name: 'visit_tomorrow', message_template_language: 'hi' }
    const template = async () =>
      (await team.api.get(`/v1/ext/plugin/whatsapp/${meta.pluginId}/templates/${id}`)).body._data
    const tell = (field: string, at: number, value: object) => {
      const event = JSON.stringify(eventOf(meta, field, { message_template_id: 0, ...about, ...value }, at))
      return meta.emit(event.replace('"message_template_id":0', `"message_template_id":${id}`))
    }

    await tell('message_template_status_update', now, {
      event: 'APPROVED',
      reason: 'NONE',
      message_template_category: 'MARKETING',
    })
    expect(await template()).toMatchObject({ id, name: 'visit_tomorrow', status: 'APPROVED', category: 'MARKETING' })

    await tell('message_template_quality_update', now + 1, {
      previous_quality_score: 'GREEN',
      new_quality_score: 'RED',
    })
    await tell('template_category_update', now + 2, { previous_category: 'MARKETING', new_category: 'UTILITY' })
    await tell('message_template_status_update', now + 3, {
      event: 'REJECTED',
      reason: 'TAG_CONTENT_MISMATCH',
      rejection_info: { reason: 'The language is another.', recommendation: 'Write it in Hindi.' },
      message_template_category: 'UTILITY',
    })
    expect(await template()).toMatchObject({
      status: 'REJECTED',
      category: 'UTILITY',
      quality: 'RED',
      rejectedReason: 'The language is another. Write it in Hindi.',
    })
  }),
)
