import { expect, test } from 'vitest'
import { type TeamAtHand, theNadi, withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

const client = { newPluginName: 'Asha <Clinic>', clientReferenceId: 'client-17', clientEmail: 'office@clinic.example' }

async function makeLink(
  { api }: TeamAtHand,
  body: object = client,
): Promise<{ connectToken: string; connectUrl: string }> {
  const made = await api.post('/v1/ext/whatsapp-partner/create-connect-token', body)
  expect(made.status).toBe(200)
  expect(made.body._data.expiresAt).toBeGreaterThan(Date.now() + 3_500_000)
  return made.body._data
}

const submit = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers })

test(
  'a client opens the page without a key, gives account and token, and the account is connected in the team',
  withTeam(async (team) => {
    const { connectUrl } = await makeLink(team)
    expect(connectUrl).toContain(theNadi().url)
    const page = await fetch(connectUrl)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    const html = await page.text()
    expect(html).toContain('Connect Asha &lt;Clinic&gt;')
    expect(html).not.toContain('<script')

    const { wabaId, accessToken, appId, appSecret, phoneNumbers } = theSimulator().addAccount()
    const done = await submit(connectUrl, { wabaId, accessToken, appId, appSecret })
    expect(done.status).toBe(200)
    const [, data = '{}'] =
      /<script type="application\/json" id="connected">(.*)<\/script>/.exec(await done.text()) ?? []
    const connected = JSON.parse(data)
    expect(connected).toMatchObject({
      pluginId: expect.any(String),
      whatsappBusinessAccounts: [{ id: wabaId }],
      whatsappPhoneNumbers: [{ id: phoneNumbers[0]?.id }],
    })
    const plugin = (await team.api.get(`/v1/ext/plugin/whatsapp/${connected.pluginId}`)).body._data
    expect(plugin).toMatchObject({
      name: 'Asha <Clinic>',
      status: 'CONNECTED',
      client: { clientReferenceId: 'client-17', clientEmail: 'office@clinic.example' },
    })
    expect((await fetch(connectUrl)).status).toBe(404)
    expect((await submit(connectUrl, { wabaId, accessToken })).status).toBe(404)
  }),
)

test(
  'what is wrong stands on the page, the secrets do not come back, and the link stays good for another attempt',
  withTeam(async (team) => {
    const { connectUrl } = await makeLink(team)
    const { wabaId, accessToken } = theSimulator().addAccount()
    const wrong = await submit(connectUrl, { wabaId, accessToken: 'EAAwrong' })
    expect(wrong.status).toBe(400)
    const html = await wrong.text()
    expect(html).toContain('role="alert"')
    expect(html).toContain(`value="${wabaId}"`)
    expect(html).not.toContain('EAAwrong')

    const done = await submit(connectUrl, { wabaId, accessToken }, { accept: 'application/json' })
    const body = (await done.json()) as { pluginId: string; _data: object }
    expect(done.status).toBe(200)
    expect(body._data).toMatchObject({ pluginId: body.pluginId, whatsappBusinessAccounts: [{ id: wabaId }] })
  }),
)

test(
  'a link for an account that is there connects that one again, and no other',
  withTeam(async (team) => {
    const { pluginId, wabaId, account } = await connectPlugin(team)
    await team.api.post(`/v1/ext/plugin/whatsapp/${pluginId}/disconnect`)
    const { connectUrl } = await makeLink(team, { pluginId })
    expect(await (await fetch(connectUrl)).text()).toContain(`value="${wabaId}" readonly`)

    const other = theSimulator().addAccount()
    const refused = await submit(connectUrl, { wabaId: other.wabaId, accessToken: other.accessToken })
    expect(refused.status).toBe(409)
    expect((await submit(connectUrl, { wabaId, accessToken: account.accessToken })).status).toBe(200)
    expect((await team.api.get(`/v1/ext/plugin/whatsapp/${pluginId}`)).body._data.status).toBe('CONNECTED')
  }),
)

test(
  'a link that was changed, or names nothing to connect, opens nothing',
  withTeam(async (team) => {
    const { connectUrl, connectToken } = await makeLink(team)
    for (const token of [
      '',
      'x',
      `${connectToken}A`,
      `${connectToken.slice(0, -2)}AA`,
      'A'.repeat(connectToken.length),
    ]) {
      const page = await fetch(connectUrl.replace(connectToken, token))
      expect([token, page.status]).toEqual([token, 404])
      expect(page.headers.get('content-type')).toContain('text/html')
    }
    expect((await team.api.post('/v1/ext/whatsapp-partner/create-connect-token', {})).status).toBe(400)
    const unknown = { pluginId: '01a20bb9-1815-7164-8ef0-12fe4590211d' }
    expect((await team.api.post('/v1/ext/whatsapp-partner/create-connect-token', unknown)).status).toBe(404)
  }),
)
