import { expect, test } from 'vitest'
import { withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

const customer = '919812345678'
const fields = (body: unknown) => body as Record<string, unknown>

test(
  'calls are enabled in the settings of a number, raw as Meta answers',
  withTeam(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    const path = `/v1/whatsapp/v23.0/${phoneNumberId}/settings`

    const changed = await team.api.post(path, { calling: { status: 'ENABLED' } })
    const read = await team.api.get(path)

    expect(changed.status).toBe(200)
    expect(changed.body).toEqual({ success: true })
    expect(fields(read.body).calling).toMatchObject({ status: 'ENABLED' })
  }),
)

test(
  'a customer who has allowed it may be called, and the call ended',
  withTeam(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    const path = `/v1/whatsapp/v23.0/${phoneNumberId}`
    await team.api.post(`${path}/settings`, { calling: { status: 'ENABLED' } })
    await theSimulator().customer(customer, { phoneNumberId }).allowsCalls(true)

    const permission = await team.api.get(`${path}/call_permissions?user_wa_id=${customer}`)
    const call = await team.api.post(`${path}/calls`, {
      messaging_product: 'whatsapp',
      to: customer,
      action: 'connect',
      session: { sdp_type: 'offer', sdp: 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\n' },
    })
    const [made] = fields(call.body).calls as { id: string }[]
    const ended = await team.api.post(`${path}/calls`, {
      messaging_product: 'whatsapp',
      action: 'terminate',
      call_id: made?.id,
    })

    expect(permission.status).toBe(200)
    expect(fields(permission.body).permission).toMatchObject({ status: 'granted' })
    expect(call.status).toBe(200)
    expect(ended.status).toBe(200)
  }),
)

test(
  "a customer who has not allowed it is not called: Meta's error passes whole, with a sentence",
  withTeam(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    const path = `/v1/whatsapp/v23.0/${phoneNumberId}`
    await team.api.post(`${path}/settings`, { calling: { status: 'ENABLED' } })

    const refused = await team.api.post(`${path}/calls`, {
      messaging_product: 'whatsapp',
      to: '919811111111',
      action: 'connect',
      session: { sdp_type: 'offer', sdp: 'v=0\r\n' },
    })

    expect(refused.status).toBe(400)
    expect(fields(refused.body).error).toMatchObject({ code: 138006 })
    expect(refused.body._errors[0]).toMatch(/138006/)
  }),
)

test(
  'a number of another team is not found',
  withTeam(async (team) => {
    expect((await team.api.get('/v1/whatsapp/v23.0/106540352242922/settings')).status).toBe(404)
  }),
)
