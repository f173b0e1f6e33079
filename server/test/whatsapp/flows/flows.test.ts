import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { type Receiver, startReceiver } from '../../harness/receiver.ts'
import { connectPlugin, startSimulatorFor, theSimulator } from '../../harness/simulator.ts'
import { type Asked, askAsPhone } from './phone-encryption.ts'

/** the team's own system, which answers the Flows */
let crm: Receiver
beforeAll(async () => {
  crm = await startReceiver()
})
afterAll(() => crm.close())
startSimulatorFor()
startNadi(() => ({ graphUrls: [theSimulator().url], allowedHooks: [crm.url] }))

/** A plugin with keys and an address, and a way to ask it as Meta does. */
async function withFlow(team: TeamAtHand) {
  const { pluginId, phoneNumberId, account } = await connectPlugin(team)
  const path = `/v1/ext/plugin/whatsapp/${pluginId}/flow-endpoint`
  const made = await team.api.post(`${path}/keys`)
  const ask = async ({ body }: Asked, secret = account.appSecret) => {
    const text = JSON.stringify(body)
    const signature = createHmac('sha256', secret).update(text).digest('hex')
    const response = await fetch(`${team.nadi.url}/webhooks/whatsapp/${pluginId}/flow`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body: text,
    })
    return { status: response.status, text: await response.text() }
  }
  return { path, phoneNumberId, publicKey: made.body._data.publicKey as string, ask }
}

test(
  'Meta gets the public key of a Flow for each number, as a form field',
  withTeam(async (team) => {
    const { phoneNumberId, publicKey } = await withFlow(team)

    const given = theSimulator().requests.findLast(({ path }) => path.includes('whatsapp_business_encryption'))
    expect(given?.path).toContain(`/v23.0/${phoneNumberId}/whatsapp_business_encryption`)
    expect(given?.body).toEqual({ business_public_key: publicKey })
  }),
)

test(
  "what a phone asks goes to the team's address in plain JSON, and its answer back encrypted",
  withTeam(async (team) => {
    const { path, publicKey, ask } = await withFlow(team)
    await team.api.put(path, { endpointUrl: `${crm.url}/flows` })
    const asked = askAsPhone(publicKey, { version: '3.0', action: 'INIT', flow_token: 'ft', screen: 'LOAN' })
    crm.replies({ body: '{"screen":"LOAN","data":{"offer":250000}}' })

    const { status, text } = await ask(asked)

    expect(status).toBe(200)
    expect(asked.read(text)).toEqual({ screen: 'LOAN', data: { offer: 250_000 } })
    const heard = crm.received.at(-1)
    expect(JSON.parse(heard?.body ?? '')).toEqual({ version: '3.0', action: 'INIT', flow_token: 'ft', screen: 'LOAN' })
    expect(heard?.headers['x-chakra-signature-256']).toMatch(/^[0-9a-f]{64}$/)
  }),
)

test(
  "Meta's health check is answered without the team's address",
  withTeam(async (team) => {
    const { publicKey, ask } = await withFlow(team)
    const asked = askAsPhone(publicKey, { version: '3.0', action: 'ping' })

    const { text } = await ask(asked)

    expect(asked.read(text)).toEqual({ data: { status: 'active' } })
  }),
)

test(
  'a request that was encrypted for an older key is a 421, at which Meta fetches the new one',
  withTeam(async (team) => {
    const { path, publicKey, ask } = await withFlow(team)
    await team.api.post(`${path}/keys`)

    expect((await ask(askAsPhone(publicKey, { action: 'ping' }))).status).toBe(421)
  }),
)

test(
  'a request that Meta did not sign is refused',
  withTeam(async (team) => {
    const { publicKey, ask } = await withFlow(team)

    expect((await ask(askAsPhone(publicKey, { action: 'ping' }), 'guessed')).status).toBe(401)
  }),
)

test(
  'an address inside the network is refused for Flows as well',
  withTeam(async (team) => {
    const { path } = await withFlow(team)

    const refused = await team.api.put(path, { endpointUrl: 'http://169.254.169.254/latest' })

    expect(refused.status).toBe(400)
    expect(refused.body._meta.errors[0].path).toBe('endpointUrl')
  }),
)
