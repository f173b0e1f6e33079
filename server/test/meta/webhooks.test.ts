import type { Account } from '@nadi/simulator'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import type { Api } from '../harness/api.ts'
import { type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../harness/simulator.ts'
import { atHand, type PluginAtHand, plugIn } from '../whatsapp/inbound/plugin-at-hand.ts'
import { chatsOf } from '../whatsapp/inbound/what-stands.ts'
import { type Expected, expected } from './expected.ts'
import { changeOf, isAboutTemplate, readSamples, type Sample, sampleFor } from './samples.ts'

/** Each sample event of a folder, taken in through the signed route of webhooks. `npm run check:meta -- --webhooks <folder>` */
const folder = process.env.NADI_META_WEBHOOKS ?? ''
const samples = folder === '' ? [] : readSamples(folder)
const lines: string[] = []

startNadiWithSimulator()
beforeEach(() => void Object.assign(theSimulator().settings, { statuses: [] }))

for (const sample of samples) {
  test(
    sample.name,
    withTeam(async (team) => {
      const said = expected[sample.name]
      if (!said) throw new Error(`Nobody has said what is to become of the sample ${sample.name}.`)
      const meta = await metaFor(team, sample, said)
      await meta.emit(...(said.before?.(meta) ?? []))
      const wamid = said.sends && (await sendHello(team.api, meta))

      const event = JSON.stringify(sampleFor(meta, sample)).replaceAll(said.sends ?? '\0', wamid ?? '')
      await meta.emit(event)
      // Meta repeats: nothing may happen twice
      await meta.emit(`${event} `)

      // a plugin's health is read from what was cached up to five seconds ago
      const stands = await vi.waitFor(async () => {
        const now = await standing(team.api, meta.pluginId, String(changeOf(sample).message_template_id ?? ''))
        if (said.alert) expect(now.account.alerts).toMatchObject([said.alert])
        return now
      }, 10_000)
      lines.push(`| ${sample.name} | ${shown(stands, said)} |`)
      expect(await statusesOf(team.api, meta.pluginId)).toEqual(new Set(['APPLIED']))
      if (said.chat === null) expect(stands.chats).toEqual([])
      else if (said.chat) expect(stands.chats).toMatchObject([said.chat])
      if (said.message) expect(stands.message).toMatchObject(said.message)
      if (said.template) expect(stands.template).toMatchObject(said.template)
      if (said.account) expect(stands.account).toMatchObject(said.account)
      if (said.consent) expect(stands.contacts).toMatchObject([{ consents: { MARKETING: said.consent } }])
    }),
  )
}

test.runIf(samples.length > 0)('every sample that is known was there', () => {
  expect(samples.map(({ name }: Sample) => name).sort()).toEqual(Object.keys(expected).sort())
})

afterAll(() => console.log(['| sample | what has become of it |', '|---|---|', ...lines].join('\n')))

/** Who gets the sample: an account at the simulator where something of Meta's must be there before. */
async function metaFor(team: TeamAtHand, sample: Sample, { sends }: Expected): Promise<PluginAtHand> {
  if (isAboutTemplate(sample)) return connect(team, withTemplate(sample))
  return sends === undefined ? plugIn(team) : connect(team, theSimulator().addAccount())
}

async function connect(team: TeamAtHand, account: Account): Promise<PluginAtHand> {
  const { pluginId, wabaId, phoneNumberId } = await connectPlugin(team, {}, account)
  await team.api.post(`/v1/ext/plugin/whatsapp/${pluginId}/templates/refresh`)
  const { appSecret, verifyToken, phoneNumbers } = account
  const displayPhoneNumber = phoneNumbers[0]?.digits ?? ''
  return atHand(team, { pluginId, wabaId, phoneNumberId, displayPhoneNumber, appSecret, verifyToken })
}

async function sendHello(api: Api, { pluginId, phoneNumberId }: PluginAtHand): Promise<string> {
  const path = `/v1/ext/plugin/whatsapp/${pluginId}/phoneNumber/972987654321/send-template-message`
  const sent = await api.post(path, { whatsappPhoneNumberId: phoneNumberId, templateName: 'hello_world' })
  expect(sent.status).toBe(200)
  return sent.body._data.externalId
}

/** An account that has the template of the sample, as it was before. */
function withTemplate(sample: Sample): Account {
  const { message_template_id: id, message_template_name: name, message_template_language: language } = changeOf(sample)
  const account = theSimulator().addAccount()
  const [template] = account.templates.values()
  if (!template) throw new Error('The simulator has no templates.')
  const components = [
    { type: 'HEADER' as const, format: 'TEXT' as const, text: 'Before' },
    { type: 'BODY' as const, text: 'Before' },
    { type: 'FOOTER' as const, text: 'Before' },
    { type: 'BUTTONS' as const, buttons: [{ type: 'QUICK_REPLY' as const, text: 'Before' }] },
  ]
  account.templates.clear()
  account.templates.set(String(id), {
    ...template,
    id: String(id),
    name: String(name),
    language: String(language),
    status: 'PENDING',
    components,
  })
  return account
}

async function statusesOf(api: Api, pluginId: string): Promise<Set<string>> {
  const { _data } = (await api.get(`/v1/ext/plugin/whatsapp/${pluginId}/inbound-events`)).body
  return new Set(_data.map(({ status }: { status: string }) => status))
}

async function standing(api: Api, pluginId: string, templateId: string) {
  const plugin = `/v1/ext/plugin/whatsapp/${pluginId}`
  const chats = await chatsOf(api)
  return {
    chats,
    message: chats.at(-1)?.messages.at(-1),
    template: templateId && (await api.get(`${plugin}/templates/${templateId}`)).body._data,
    contacts: (await api.get('/v1/ext/contacts')).body._data,
    account: (await api.get(plugin)).body._data.health.account,
  }
}

type Stands = Awaited<ReturnType<typeof standing>>

/** In a line, for whoever reads the report. */
function shown({ chats, message, template, contacts, account }: Stands, { consent }: { consent?: object }): string {
  const parts: string[] = []
  if (message) {
    const { direction, dataType, text, deliveryStatus, reactions, editedAt, revokedAt } = message
    const marks = [
      reactions.length > 0 && `reactions ${reactions.map(({ emoji }: { emoji: string }) => emoji).join(' ')}`,
      editedAt && 'edited',
      revokedAt && 'deleted',
    ].filter(Boolean)
    const chat = chats.at(-1)
    const whom = chat.contact ? `${chat.contact.name} ${chat.contact.waId}` : `group ${chat.groupId}`
    parts.push(
      `chat with ${whom}, ${chat.unreadCount} unread; ${direction} ${dataType} ${deliveryStatus} ${JSON.stringify(text)} ${marks.join(', ')}`,
    )
  }
  if (template) {
    const { name, status, category, quality, rejectedReason, components } = template
    parts.push(
      `template ${name}: ${status} ${category} quality ${quality ?? 'unknown'}, ${components.length} components${rejectedReason ? `, ${rejectedReason}` : ''}`,
    )
  }
  if (consent) parts.push(`consent ${JSON.stringify(contacts[0]?.consents)}`)
  for (const { kind, text } of account.alerts) parts.push(`alert ${kind}: ${text}`)
  if (account.restriction) parts.push('account restricted')
  return parts.join('; ').replaceAll('|', '\\|').replaceAll('\n', ' ')
}
