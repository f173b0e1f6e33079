import { expect, test, vi } from 'vitest'
import { makeTeam, withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'
import { refreshed } from './templates-at-hand.ts'

startNadiWithSimulator({}, { settings: { templateDecisionMs: null } })

const draft = {
  name: 'order_sent',
  language: 'en',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Hi {{1}}, your order has left our house today.', example: { body_text: [['Asha']] } },
  ],
}

test(
  "Meta's list passes raw, page by page, with the plugin in the path and without",
  withTeam(async ({ api, ...team }) => {
    const { plugin } = await refreshed({ api, ...team })
    const path = `api/v23.0/${plugin.wabaId}/message_templates`

    const first = await api.get(`/v1/ext/plugin/whatsapp/${plugin.pluginId}/${path}?limit=2&fields=name`)
    const { data, paging } = first.body as never as { data: object[]; paging: { cursors: { after: string } } }
    expect(data).toHaveLength(2)
    expect(first.body).not.toHaveProperty('_data')
    expect(JSON.stringify(first.body)).not.toContain(plugin.account.accessToken)

    const second = await api.get(`/v1/ext/plugin/whatsapp/${path}?limit=2&fields=name&after=${paging.cursors.after}`)
    expect((second.body as never as { data: object[] }).data).not.toContainEqual(data[1])
  }),
)

test(
  'a list cannot be made to delete, to ask as somebody else, or to lead to other accounts of the business',
  withTeam(async (team) => {
    const { plugin } = await refreshed(team)
    const path = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.wabaId}/message_templates`
    const before = plugin.account.templates.size

    const asDelete = await team.api.get(`${path}?method=delete&name=appointment_reminder`)
    const asOther = await team.api.get(`${path}?access_token=EAAother&appsecret_proof=0&limit=1`)
    const through = await team.api.get(`${path}?fields=name,owner_business{owned_whatsapp_business_accounts{id}}`)

    expect([asDelete.status, asDelete.body._meta.errors[0].path]).toEqual([400, 'method'])
    expect(plugin.account.templates.size).toBe(before)
    expect(asOther.status).toBe(200)
    expect(theSimulator().requests.at(-1)?.path).not.toContain('EAAother')
    expect([through.status, through.body._meta.errors[0].path]).toEqual([400, 'fields'])
  }),
)

test(
  'a template created through Nadi is known at once, a changed one soon, a deleted one no more',
  withTeam(async (team) => {
    const { api } = team
    const { plugin, base } = await refreshed(team)
    const root = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0`

    const made = await api.post(`${root}/${plugin.wabaId}/message_templates`, draft)
    expect(made.status).toBe(200)
    const { id } = made.body as never as { id: string }
    expect((await api.get(`${base}/${id}`)).body._data).toMatchObject({ name: 'order_sent', status: 'PENDING' })

    const settled = plugin.account.templates.get(id)
    if (settled) settled.status = 'APPROVED'
    const components = [{ type: 'BODY', text: 'Your order has left our house today.' }]
    const changed = await api.post(`${root}/${id}`, { components })
    expect(changed.body).toMatchObject({ success: true })
    await vi.waitFor(
      async () => expect((await api.get(`${base}/${id}`)).body._data.components).toEqual(components),
      10_000,
    )

    const gone = await api.delete(`${root}/${plugin.wabaId}/message_templates?name=order_sent`)
    expect(gone.body).toMatchObject({ success: true })
    expect((await api.get(`${base}/${id}`)).status).toBe(404)
  }),
)

test(
  "Meta's refusal passes with its status and its error whole",
  withTeam(async (team) => {
    const { plugin } = await refreshed(team)
    const path = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.wabaId}/message_templates`

    const { status, body } = await team.api.post(path, { ...draft, name: 'Order Sent' })

    expect(status).toBe(400)
    expect(body).toMatchObject({ error: { code: 100 }, _errors: [expect.stringContaining('Meta says')] })
  }),
)

test(
  'an account or a template that is not of the team is a 404, one of several plugins a 409 that names them',
  withTeam(async (team) => {
    const { plugin, named } = await refreshed(team)
    const other = await makeTeam()
    const root = '/v1/ext/plugin/whatsapp/api/v23.0'
    const { id } = named('login_code')

    expect((await other.api.get(`${root}/${plugin.wabaId}/message_templates`)).status).toBe(404)
    expect((await other.api.post(`${root}/${id}`, { category: 'UTILITY' })).status).toBe(404)
    const others = await connectPlugin(other)
    const foreign = `/v1/ext/plugin/whatsapp/${others.pluginId}/api/v23.0`
    expect((await other.api.get(`${foreign}/${plugin.wabaId}/message_templates`)).status).toBe(404)
    expect((await other.api.post(`${foreign}/${id}`, { category: 'UTILITY' })).status).toBe(404)
  }),
)
