import { expect, test } from 'vitest'
import { withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

test(
  'an account is connected by its id and token: its numbers are read, its events come here, and its health is told',
  withTeam(async (team) => {
    const { api } = team
    const { pluginId, phoneNumberId, wabaId, account } = await connectPlugin(team)

    const fetched = await api.get(`/v1/ext/plugin/whatsapp/${pluginId}`)
    expect(fetched.status).toBe(200)
    expect(fetched.body._data).toMatchObject({
      id: pluginId,
      name: account.name,
      status: 'CONNECTED',
      wabaId,
      appId: account.appId,
      hasAccessToken: true,
      hasAppSecret: true,
      webhookUrl: `${team.nadi.url}/webhooks/whatsapp/${pluginId}`,
      phoneNumbers: [{ id: phoneNumberId, displayPhoneNumber: account.phoneNumbers[0]?.displayPhoneNumber }],
      health: {
        isHealthy: true,
        problems: [],
        token: { isValid: true, expiresAt: null },
        webhook: { isSubscribed: true, callbackUrl: `${team.nadi.url}/webhooks/whatsapp/${pluginId}` },
        numbers: [{ phoneNumberId, isRegistered: true, quality: 'GREEN', messagingLimitTier: 'TIER_1K' }],
      },
    })
    expect(JSON.stringify(fetched.body)).not.toContain(account.accessToken)
    expect(JSON.stringify(fetched.body)).not.toContain(account.appSecret)
  }),
)

test(
  'the ids that sending needs stand where the contract says',
  withTeam(async (team) => {
    const { api } = team
    const { pluginId, phoneNumberId, wabaId, account } = await connectPlugin(team)
    await connectPlugin(team)

    const numbers = await api.get(`/v1/ext/whatsapp-phone-number?pluginId=${pluginId}`)
    expect(numbers.body._data).toEqual([
      expect.objectContaining({
        id: phoneNumberId,
        waba: wabaId,
        displayPhoneNumber: account.phoneNumbers[0]?.displayPhoneNumber,
        status: 'CONNECTED',
        chakraStatus: 'CONNECTED',
        accountMode: 'LIVE',
        qualityScore: { score: 'GREEN' },
        messagingLimitTier: 'TIER_1K',
        throughput: { level: 'STANDARD' },
        plugin: pluginId,
      }),
    ])
    expect((await api.get('/v1/ext/whatsapp-phone-number')).body._data).toHaveLength(2)
    expect((await api.get(`/v1/ext/whatsapp-phone-number/${phoneNumberId}`)).body._data.plugin).toBe(pluginId)
    expect((await api.get('/v1/ext/whatsapp-phone-number/123')).status).toBe(404)
    expect((await api.get(`/v1/ext/whatsapp-business-account?pluginId=${pluginId}`)).body._data).toEqual([
      { id: wabaId, name: account.name, chakraStatus: 'CONNECTED', plugin: pluginId },
    ])
  }),
)

test(
  'what Meta refuses names the field to mend, and nothing is kept',
  withTeam(async ({ api }) => {
    const { wabaId, accessToken, appId, appSecret } = theSimulator().addAccount()
    const attempts = [
      [{ wabaId, accessToken: 'EAAwrong' }, 'accessToken', 'token_not_valid'],
      [{ wabaId: '1', accessToken }, 'wabaId', 'no_such_waba'],
      [{ wabaId, accessToken, appId, appSecret: 'wrong' }, 'appSecret', 'wrong_app_secret'],
      [{ wabaId, accessToken: 'EAAwrong', appId, appSecret }, 'accessToken', 'token_not_valid'],
      [{ wabaId, accessToken, graphUrl: 'http://169.254.169.254' }, 'graphUrl', 'graph_url_not_allowed'],
      [{ wabaId, accessToken, leadProcedure: 'nothing' }, undefined, 'not_found'],
    ] as const
    for (const [body, path, code] of attempts) {
      const refused = await api.post('/v1/ext/plugin/whatsapp', body)
      expect(refused.body._meta.errors).toEqual([expect.objectContaining({ code, ...(path && { path }) })])
      expect(refused.status).toBe(code === 'not_found' ? 404 : 400)
    }
    const { body } = await api.get('/v1/ext/plugin/whatsapp')
    expect(body).toMatchObject({ _data: [], _meta: { graphUrls: [theSimulator().url] } })
  }),
)
