import { generateKeyPairSync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { type ConnectedPlugin, connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

interface AtMeta extends ConnectedPlugin {
  team: TeamAtHand
  /** asks under `api/v23.0/` with the plugin in the path; answers Meta's body */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object | FormData | URLSearchParams): Promise<Answer>
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of Meta's bodies is what the tests assert
type Answer = { status: number; body: any }

const withPlugin = (work: (at: AtMeta) => Promise<void>) =>
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const ask: AtMeta['ask'] = async (method, path, body) => {
      const isForm = body instanceof FormData || body instanceof URLSearchParams
      const answer = await team.api.fetch(`/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${path}`, {
        method,
        ...(body && {
          body: isForm ? body : JSON.stringify(body),
          ...(!isForm && { headers: { 'content-type': 'application/json' } }),
        }),
      })
      return { status: answer.status, body: await answer.json() }
    }
    await work({ ...plugin, team, ask })
  })

const product = { messaging_product: 'whatsapp' }
const customer = '919812345678'

test(
  'the block list is read, filled and emptied',
  withPlugin(async ({ ask, phoneNumberId }) => {
    const users = { ...product, block_users: [{ user: customer }] }

    const blocked = await ask('POST', `${phoneNumberId}/block_users`, users)
    const listed = await ask('GET', `${phoneNumberId}/block_users?limit=10`)
    const freed = await ask('DELETE', `${phoneNumberId}/block_users`, users)

    expect(blocked.body.block_users.added_users).toMatchObject([{ wa_id: customer }])
    expect(listed.body.data).toMatchObject([{ wa_id: customer }])
    expect(freed.body.block_users.removed_users).toMatchObject([{ wa_id: customer }])
    expect((await ask('GET', `${phoneNumberId}/block_users`)).body.data).toEqual([])
  }),
)

test(
  'a QR code is made, read by its code, and deleted',
  withPlugin(async ({ ask, phoneNumberId }) => {
    const made = await ask('POST', `${phoneNumberId}/message_qrdls`, {
      prefilled_message: 'I saw your poster',
      generate_qr_image: 'SVG',
    })
    const { code } = made.body

    expect(made.body).toMatchObject({ prefilled_message: 'I saw your poster' })
    expect((await ask('GET', `${phoneNumberId}/message_qrdls`)).body.data).toMatchObject([{ code }])
    expect((await ask('GET', `${phoneNumberId}/message_qrdls/${code}`)).body.data).toMatchObject([{ code }])
    expect((await ask('DELETE', `${phoneNumberId}/message_qrdls/${code}`)).body).toEqual({ success: true })
    expect((await ask('GET', `${phoneNumberId}/message_qrdls/${code}`)).status).toBe(400)
  }),
)

test(
  'the public key of Flows is given as a form and read again',
  withPlugin(async ({ ask, phoneNumberId }) => {
    const { publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const path = `${phoneNumberId}/whatsapp_business_encryption`

    const given = await ask('POST', path, new URLSearchParams({ business_public_key: publicKey }))
    const read = await ask('GET', path)

    expect(given.body).toEqual({ success: true })
    expect(read.body.data).toEqual([{ business_public_key: publicKey, business_public_key_signature_status: 'VALID' }])
  }),
)

test(
  'a flow is made, filled, published and deprecated; one that is a draft is deleted',
  withPlugin(async ({ ask, wabaId }) => {
    const form = (fields: Record<string, string>) => {
      const data = new FormData()
      for (const [name, value] of Object.entries(fields)) data.set(name, value)
      return data
    }
    const make = (name: string) => ask('POST', `${wabaId}/flows`, form({ name, categories: '["SURVEY"]' }))
    const { id } = (await make('visit')).body
    const file = new FormData()
    const screens = [{ id: 'START', terminal: true, layout: { type: 'SingleColumnLayout', children: [] } }]
    file.set('name', 'flow.json')
    file.set('asset_type', 'FLOW_JSON')
    file.set('file', new Blob([JSON.stringify({ version: '7.0', screens })], { type: 'application/json' }), 'flow.json')

    const filled = await ask('POST', `${id}/assets`, file)
    expect([filled.status, filled.body.success]).toEqual([200, true])
    expect((await ask('GET', `${id}/assets`)).body.data).toMatchObject([{ name: 'flow.json' }])
    expect((await ask('POST', `${id}/publish`)).body).toEqual({ success: true })
    expect((await ask('GET', `${id}?fields=id,status`)).body).toEqual({ id, status: 'PUBLISHED' })
    expect((await ask('POST', `${id}/deprecate`)).body).toEqual({ success: true })
    expect((await ask('GET', `${wabaId}/flows`)).body.data).toMatchObject([{ id, status: 'DEPRECATED' }])

    const draft = (await make('draft')).body.id
    expect((await ask('POST', draft, form({ name: 'renamed' }))).body).toEqual({ success: true })
    expect((await ask('DELETE', draft)).body).toEqual({ success: true })
    expect((await ask('GET', draft)).status).toBe(404)
  }),
)

test(
  'a group is made, opened to those who ask, emptied and closed',
  withPlugin(async ({ ask, phoneNumberId }) => {
    const asked = await ask('POST', `${phoneNumberId}/groups`, {
      ...product,
      subject: 'Home loan',
      join_approval_mode: 'approval_required',
    })
    expect(asked.body).toMatchObject({ ...product, request_id: expect.any(String) })
    const [group] = await vi.waitFor(async () => {
      const { groups } = (await ask('GET', `${phoneNumberId}/groups?limit=10`)).body.data
      expect(groups).toHaveLength(1)
      return groups as [{ id: string }]
    }, 10_000)

    expect((await ask('GET', `${group.id}?fields=subject`)).body).toMatchObject({ subject: 'Home loan' })
    expect((await ask('POST', group.id, { ...product, subject: 'Your home loan' })).status).toBe(200)
    expect((await ask('POST', `${group.id}/invite_link`, product)).body.invite_link).toMatch(/^https/)
    expect((await ask('DELETE', `${group.id}/invite_link`, product)).status).toBe(200)

    await theSimulator().customer(customer, { phoneNumberId }).groups.joins(group.id)
    const { data } = (await ask('GET', `${group.id}/join_requests`)).body
    expect(data).toHaveLength(1)
    const requests = { ...product, join_requests: [data[0].join_request_id] }
    expect((await ask('POST', `${group.id}/join_requests`, requests)).status).toBe(200)
    const out = { ...product, participants: [{ user: customer }] }
    expect((await ask('DELETE', `${group.id}/participants`, out)).status).toBe(200)
    expect((await ask('DELETE', group.id)).body).toEqual({ success: true })
  }),
)

test(
  'a number is registered and let go, with a code before, and its settings are read and changed',
  withPlugin(async ({ ask, phoneNumberId }) => {
    const pin = { ...product, pin: '481516' }

    expect((await ask('POST', `${phoneNumberId}/deregister`)).body).toEqual({ success: true })
    expect(
      (await ask('POST', `${phoneNumberId}/request_code`, { code_method: 'SMS', language: 'en_US' })).body,
    ).toEqual({ success: true })
    expect((await ask('POST', `${phoneNumberId}/verify_code`, { code: '123456' })).body).toEqual({ success: true })
    expect((await ask('POST', `${phoneNumberId}/register`, pin)).body).toEqual({ success: true })
    const commerce = { is_cart_enabled: true, is_catalog_visible: true }
    const settings = `${phoneNumberId}/whatsapp_commerce_settings`
    expect((await ask('POST', `${settings}?is_cart_enabled=true&is_catalog_visible=true`)).status).toBe(200)
    expect((await ask('GET', settings)).body.data).toMatchObject([commerce])
  }),
)

test(
  'an id that is nothing of the plugin is a 404 before Meta is asked for anything of it',
  withPlugin(async ({ ask, team }) => {
    const stranger = await connectPlugin(team)

    const answer = await ask('POST', `${stranger.phoneNumberId}/block_users`, { ...product, block_users: [] })

    expect([answer.status, answer.body._meta.errors[0].code]).toEqual([404, 'no_such_object'])
    expect(
      theSimulator().requests.filter(({ method, path }) => method === 'POST' && path.includes('block_users')),
    ).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ path: expect.stringContaining(stranger.phoneNumberId) })]),
    )
  }),
)
