import { expect, test } from 'vitest'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { type ConnectedPlugin, connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

const under = ({ pluginId }: ConnectedPlugin, path: string): string =>
  `/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${path}`
const anywhere = (path: string): string => `/v1/ext/plugin/whatsapp/api/v23.0/${path}`
const raw = (answer: { body: unknown }) => answer.body as Record<string, unknown> & { data: Record<string, unknown>[] }

async function upload({ api }: TeamAtHand, plugin: ConnectedPlugin, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', 'text/plain')
  form.set('file', new Blob([bytes], { type: 'text/plain' }), 'notes.txt')
  const answer = await api.fetch(under(plugin, `${plugin.phoneNumberId}/media`), { method: 'POST', body: form })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { id: string }).id
}

test(
  "Meta's own calls answer as Meta does: raw, with what was asked for",
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const { phoneNumberId, wabaId, account } = plugin

    const number = await team.api.get(under(plugin, `${phoneNumberId}?fields=id,display_phone_number`))
    expect(number.status).toBe(200)
    expect(raw(number)).toEqual({
      id: phoneNumberId,
      display_phone_number: account.phoneNumbers[0]?.displayPhoneNumber,
    })

    const written = await team.api.post(under(plugin, `${phoneNumberId}/whatsapp_business_profile`), {
      messaging_product: 'whatsapp',
      about: 'Open from 9 to 6',
    })
    expect(raw(written)).toEqual({ success: true })
    const profile = await team.api.get(under(plugin, `${phoneNumberId}/whatsapp_business_profile?fields=about`))
    expect(raw(profile).data[0]).toMatchObject({ about: 'Open from 9 to 6' })

    expect(raw(await team.api.get(anywhere(`${wabaId}?fields=id,name`)))).toEqual({ id: wabaId, name: account.name })
  }),
)

test(
  "Meta's refusal passes with its status, its error whole, and a sentence of what to do",
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const refused = await team.api.post(under(plugin, `${plugin.phoneNumberId}/whatsapp_business_profile`), {
      messaging_product: 'whatsapp',
      vertical: 'NOTHING_LIKE_IT',
    })

    expect(refused.status).toBe(400)
    const { error, _errors, _meta } = refused.body as typeof refused.body & {
      error: { code: number; fbtrace_id: string }
    }
    expect(error).toMatchObject({ code: 100, type: expect.any(String), fbtrace_id: expect.any(String) })
    expect(_errors).toHaveLength(1)
    expect(_errors[0]).toContain('(error 100)')
    expect(_meta.errors[0]).toMatchObject({ code: 'meta_100', hint: expect.any(String) })
  }),
)

test(
  'the fields of an object do not lead through its business to other accounts',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const ask = (fields: string) => team.api.get(under(plugin, `${plugin.wabaId}?fields=${encodeURIComponent(fields)}`))

    for (const fields of [
      'id,owner_business{owned_whatsapp_business_accounts{id}}',
      'on_behalf_of_business . limit(5) {client_whatsapp_business_accounts{name}}',
      'id,phone_numbers{whatsapp_business_account{owner_business{id}}}',
    ]) {
      const refused = await ask(fields)
      expect([fields, refused.status, refused.body._meta?.errors[0].path]).toEqual([fields, 400, 'fields'])
    }
    expect((await ask('id,name,timezone_id')).status).toBe(200)
  }),
)

test(
  'a file goes up as a form, is known as the plugin’s from then on, and is deleted',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const other = await connectPlugin(team)
    const mediaId = await upload(team, plugin, new Uint8Array(2_000_000).fill(65))

    const media = raw(await team.api.get(under(plugin, mediaId)))
    expect(media).toMatchObject({ id: mediaId, mime_type: 'text/plain', file_size: '2000000' })
    expect((await team.api.get(under(other, mediaId))).status).toBe(404)
    expect(raw(await team.api.get(anywhere(mediaId))).id).toBe(mediaId)
    expect(raw(await team.api.delete(under(plugin, mediaId)))).toEqual({ success: true })
    expect((await team.api.get(under(plugin, mediaId))).status).toBe(404)
  }),
)

test(
  'what Meta has and Nadi never saw is asked of Meta once, and only what is of the account is found',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const before = theSimulator().requests.length
    const { account } = plugin
    const [template] = account.templates.values()
    const found = await team.api.get(under(plugin, `${template?.id}?fields=name`))
    expect(raw(found)).toMatchObject({ name: template?.name })
    const asked = theSimulator().requests.length - before
    await team.api.get(under(plugin, `${template?.id}?fields=name`))
    expect(theSimulator().requests.length - before).toBe(asked + 1)

    // the same token reaches another account, whose things are not the plugin's
    const sibling = theSimulator().addAccount({ accessToken: account.accessToken })
    const [theirs] = sibling.templates.values()
    expect((await team.api.get(under(plugin, `${theirs?.id}`))).status).toBe(404)
    expect((await team.api.get(under(plugin, sibling.wabaId))).status).toBe(404)
    expect((await team.api.get(under(plugin, sibling.phoneNumbers[0]?.id ?? ''))).status).toBe(404)
  }),
)

test(
  'without a plugin in the path several that have the id are a 409 that names them, and another team has none',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team, { name: 'First' })
    const again = await connectPlugin(team, { name: 'Second' }, plugin.account)

    const several = await team.api.get(anywhere(plugin.phoneNumberId))
    expect(several.status).toBe(409)
    expect(several.body._errors[0]).toContain(`"First" (${plugin.pluginId})`)
    expect(several.body._errors[0]).toContain(`"Second" (${again.pluginId})`)
    expect((await team.api.get(under(again, plugin.phoneNumberId))).status).toBe(200)
    expect((await team.api.get(anywhere('123456789'))).status).toBe(404)
  }),
)

test(
  'nothing leads out of the path, does something else than the method says, or sends a message past its own call',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const { phoneNumberId } = plugin
    const before = theSimulator().requests.length
    const attempts: [string, string, number][] = [
      ['GET', `${phoneNumberId}/..%2f..%2fme`, 400],
      ['GET', `http:%2f%2f169.254.169.254`, 400],
      ['GET', `${phoneNumberId}%3fmethod=delete`, 400],
      ['GET', `${phoneNumberId}?method=delete`, 400],
      ['POST', `${phoneNumberId}/%6Dessages`, 400],
      ['POST', `${phoneNumberId}/Messages`, 400],
    ]
    for (const [method, path, status] of attempts) {
      const answer = await team.api.fetch(under(plugin, path), {
        method,
        ...(method === 'POST' && { body: '{}', headers: { 'content-type': 'application/json' } }),
      })
      expect([path, answer.status]).toEqual([path, status])
    }
    expect(theSimulator().requests.slice(before)).toEqual([])
    expect((await team.api.get(`/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23/${phoneNumberId}`)).status).toBe(400)
  }),
)

test(
  'a role that sends may upload and read, and not change the account',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const { api } = await actAs(team, { name: 'Sender', permissions: ['messages.send'] })
    await upload({ ...team, api }, plugin, new Uint8Array(10))
    expect((await api.get(under(plugin, `${plugin.phoneNumberId}?fields=id`))).status).toBe(200)

    const refused = await api.post(under(plugin, `${plugin.phoneNumberId}/whatsapp_business_profile`), {
      messaging_product: 'whatsapp',
      about: 'Hello',
    })
    expect(refused.status).toBe(403)
    expect(refused.body._errors[0]).toContain('plugins.manage')
  }),
)

test(
  "a resumable upload goes through with its offset, and Meta's handle comes back",
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const begun = await team.api.post(
      under(plugin, `${plugin.account.appId}/uploads?file_name=a.png&file_length=6&file_type=image/png`),
    )
    const session = String(raw(begun).id)
    expect(session).toMatch(/^upload:/)
    const [id, query] = session.split('?')
    const send = (bytes: string, offset: object) =>
      team.api.fetch(under(plugin, `${id}?${query}`), {
        method: 'POST',
        body: bytes,
        headers: { ...offset, 'content-type': 'application/octet-stream' },
      })
    expect((await send('abc', {})).status).toBe(200)
    expect(theSimulator().requests.at(-1)?.headers).toMatchObject({ file_offset: '0' })
    expect(raw(await team.api.get(under(plugin, `${id}?${query}`)))).toMatchObject({ file_offset: 3 })
    expect(await (await send('def', { file_offset: '3' })).json()).toEqual({ h: expect.any(String) })
    const last = theSimulator().requests.at(-1)
    expect(last?.headers).toMatchObject({ file_offset: '3', authorization: `OAuth ${plugin.account.accessToken}` })
  }),
)

test(
  'a message goes out without the plugin in its path, by the number that sends it',
  withTeam(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    const customer = theSimulator().customer('919812345678', { phoneNumberId })
    await customer.writes('Hello')
    const text = { messaging_product: 'whatsapp', to: '919812345678', type: 'text', text: { body: 'Hello to you' } }
    const sent = await team.api.post(anywhere(`${phoneNumberId}/messages`), text)

    expect(sent.body._errors).toEqual([])
    expect(sent.body._data.whatsappMessageId).toMatch(/^wamid\./)
  }),
)
