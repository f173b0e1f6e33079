import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { applyModel } from '../../harness/model.ts'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

const at = (pluginId: string, call = ''): string => `/v1/ext/plugin/whatsapp/${pluginId}${call}`
const isSubscribedTo = (wabaId: string): string | undefined =>
  theSimulator().world.accounts.get(wabaId)?.subscription?.url

async function eventKinds({ api }: TeamAtHand, pluginId: string): Promise<string[]> {
  const events = await api.get(`/v1/ext/events?subject=${pluginId}`)
  return events.body._data.map(({ kind }: { kind: string }) => kind)
}

test(
  'a disconnected account sends nothing and gets nothing, forgets its token, and connects again with another',
  withTeam(async (team) => {
    const { pluginId, phoneNumberId, wabaId, account } = await connectPlugin(team)
    expect(isSubscribedTo(wabaId)).toContain(pluginId)
    const gone = await team.api.post(at(pluginId, '/disconnect'))
    expect(gone.body._data).toMatchObject({ status: 'DISCONNECTED', hasAccessToken: false, hasAppSecret: true })
    expect(isSubscribedTo(wabaId)).toBeUndefined()

    const refused = await team.api.get(at(pluginId, `/api/v23.0/${phoneNumberId}`))
    expect(refused.status).toBe(409)
    expect(refused.body._meta.errors[0]).toMatchObject({
      code: 'plugin_disconnected',
      hint: expect.stringContaining('reconnect'),
    })
    expect((await team.api.post(at(pluginId, '/disconnect'))).status).toBe(409)

    expect((await team.api.post(at(pluginId, '/reconnect'), { accessToken: 'EAAwrong' })).status).toBe(400)
    const back = await team.api.post(at(pluginId, '/reconnect'), { accessToken: account.accessToken })
    expect(back.body._data).toMatchObject({ status: 'CONNECTED', health: { isHealthy: true } })
    expect(isSubscribedTo(wabaId)).toContain(pluginId)
    expect((await team.api.get(at(pluginId, `/api/v23.0/${phoneNumberId}?fields=id`))).status).toBe(200)
    expect(await eventKinds(team, pluginId)).toEqual(
      expect.arrayContaining(['plugin.connected', 'plugin.disconnected', 'plugin.reconnected']),
    )
  }),
)

test(
  'a deleted account is found no longer, by no call',
  withTeam(async (team) => {
    const { pluginId, phoneNumberId, wabaId } = await connectPlugin(team)
    expect((await team.api.delete(at(pluginId))).status).toBe(200)

    expect(isSubscribedTo(wabaId)).toBeUndefined()
    for (const path of [at(pluginId), at(pluginId, '/config'), at(pluginId, `/api/v23.0/${phoneNumberId}`)]) {
      expect((await team.api.get(path)).status).toBe(404)
    }
    expect((await team.api.get('/v1/ext/whatsapp-phone-number')).body._data).toEqual([])
  }),
)

test(
  'only what is passed changes, and a token that Meta refuses changes nothing',
  withTeam(async (team) => {
    await applyModel(team.api)
    const { pluginId, phoneNumberId } = await connectPlugin(team)
    const changed = await team.api.put(at(pluginId), { name: 'Sales', leadProcedure: 'lead' })
    expect(changed.body._data).toMatchObject({ name: 'Sales', leadProcedureShortId: 'lead', status: 'CONNECTED' })
    expect((await team.api.put(at(pluginId), { leadProcedure: null })).body._data.leadProcedure).toBeNull()

    const refused = await team.api.put(at(pluginId), { accessToken: 'EAAwrong' })
    expect(refused.status).toBe(400)
    expect(refused.body._meta.errors[0]).toMatchObject({ path: 'accessToken' })
    expect((await team.api.get(at(pluginId, `/api/v23.0/${phoneNumberId}?fields=id`))).status).toBe(200)
  }),
)

test(
  'a check finds what changed at Meta, and brings back a subscription that went elsewhere',
  withTeam(async (team) => {
    const { pluginId, wabaId, account } = await connectPlugin(team)
    theSimulator().subscribe({ wabaId, url: 'https://elsewhere.example/hook' })
    const [number] = account.phoneNumbers
    if (number) Object.assign(number, { status: 'PENDING', qualityRating: 'RED', messagingLimitTier: 'TIER_10K' })

    const checked = (await team.api.post(at(pluginId, '/check'))).body._data
    expect(isSubscribedTo(wabaId)).toContain(pluginId)
    expect(checked.phoneNumbers[0]).toMatchObject({ status: 'PENDING', messagingLimitTier: 'TIER_10K' })
    expect(checked.health).toMatchObject({ isHealthy: false, webhook: { isSubscribed: true } })
    expect(checked.health.problems.map(({ code }: { code: string }) => code)).toEqual([
      'number_not_registered',
      'number_low_quality',
    ])
    expect(await eventKinds(team, pluginId)).toContain('plugin.health_changed')
  }),
)

test(
  'a token that Meta takes back is told by the next look, which upkeep does by itself',
  withTeam(async (team) => {
    const { pluginId, account } = await connectPlugin(team)
    account.accessToken = 'EAAanother'
    await team.nadi.whatsapp.checkup.look(
      team.scope,
      await team.nadi.whatsapp.plugins.get(team.scope, pluginId),
      team.nadi.url,
      null,
    )

    const { health } = (await team.api.get(at(pluginId))).body._data
    expect(health.token.isValid).toBe(false)
    expect(health.problems[0]).toMatchObject({
      code: 'token_not_valid',
      hint: expect.stringContaining('new access token'),
    })
  }),
)

test(
  'connecting with an Idempotency-Key connects once, and subscribes after its transaction',
  withTeam(async (team) => {
    const { wabaId, accessToken, appId, appSecret } = theSimulator().addAccount()
    const body = { wabaId, accessToken, appId, appSecret }
    const key = { 'Idempotency-Key': randomUUID() }
    const first = await team.api.post('/v1/ext/plugin/whatsapp', body, key)
    const again = await team.api.post('/v1/ext/plugin/whatsapp', body, key)

    expect(again.body).toEqual(first.body)
    expect((await team.api.get('/v1/ext/plugin/whatsapp')).body._data).toHaveLength(1)
    await expect.poll(() => isSubscribedTo(wabaId), { timeout: 20_000 }).toContain(first.body._data.id)
  }),
)

test(
  'plugins.manage connects and looks; the ids of numbers are for everybody of the team',
  withTeam(async (team) => {
    const { pluginId, phoneNumberId } = await connectPlugin(team)
    const { api } = await actAs(team, { name: 'Agent of numbers', permissions: [] })

    for (const path of ['/v1/ext/plugin/whatsapp', at(pluginId), at(pluginId, '/config')]) {
      expect((await api.get(path)).status).toBe(403)
    }
    expect((await api.get(`/v1/ext/whatsapp-phone-number/${phoneNumberId}`)).status).toBe(200)
    expect((await api.get('/v1/ext/whatsapp-business-account')).status).toBe(200)
  }),
)
