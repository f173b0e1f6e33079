import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { withTeam } from '../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator } from '../harness/simulator.ts'

/** Each sample template of a folder: checked, created, shown and sent. `npm run check:meta -- --templates <folder>` */
const folder = process.env.NADI_META_TEMPLATES ?? ''
const lines: string[] = []

startNadiWithSimulator({}, { settings: { templateDecisionMs: null, statuses: [] } })

interface Component {
  type: string
  format?: string
  text?: string
  example?: { header_handle?: string[]; header_text?: string[]; body_text?: string[][] }
  buttons?: { type: string; url?: string }[]
  cards?: { components: Component[] }[]
}

interface Sample {
  name: string
  category: string
  components: Component[]
}

const samples = (folder === '' ? [] : readdirSync(folder).filter((file) => file.endsWith('.json'))).flatMap((file) =>
  Object.values(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, Sample>),
)

for (const sample of samples) {
  test(
    sample.name,
    withTeam(async (team) => {
      const plugin = await connectPlugin(team)
      const root = `/v1/ext/plugin/whatsapp/${plugin.pluginId}`
      const api = `${root}/api/v23.0`
      // the sample's handles are cut off: a real one takes their place
      const handle = await uploadTo(`${team.nadi.url}${api}`, team.api.key, plugin.account.appId)
      const draft = JSON.parse(JSON.stringify(sample).replaceAll(/"4::[^"]*"/g, JSON.stringify(handle)))

      const checked = (await team.api.post(`${root}/templates/check`, draft)).body._data
      expect(checked).toMatchObject({ isValid: true, problems: [] })
      const made = await team.api.post(`${api}/${plugin.wabaId}/message_templates`, draft)
      expect([made.status, made.body._errors]).toEqual([200, undefined])
      const { id } = made.body as unknown as { id: string }
      const atMeta = plugin.account.templates.get(id)
      if (atMeta) atMeta.status = 'APPROVED'
      await team.api.post(`${root}/templates/refresh`)

      const given = fillingOf(sample)
      const empty = (await team.api.post(`${root}/templates/${id}/preview`, {})).body._data
      const { rendered, problems } = (await team.api.post(`${root}/templates/${id}/preview`, given)).body._data
      const sent = await team.api.post(`${root}/phoneNumber/919812345678/send-template-message`, {
        whatsappPhoneNumberId: plugin.phoneNumberId,
        templateName: sample.name,
        ...given,
      })

      expect(problems).toEqual([])
      expect(JSON.stringify(rendered)).not.toContain('{{')
      expect(empty.problems.length > 0).toBe(Object.keys(given).length > 0)
      expect([sent.status, sent.body._errors]).toEqual([200, []])
      expect(sent.body._data.text).toContain(rendered.body)
      lines.push(`| ${sample.name} | ${sample.category} | ${empty.problems.length} | ${shown(rendered)} |`)
    }),
  )
}

afterAll(() =>
  console.log(['| template | category | to fill | as its reader sees it |', '|---|---|---|---|', ...lines].join('\n')),
)

const part = (components: readonly Component[], type: string) => components.find((each) => each.type === type)
const numbered = (values: readonly string[] = []) =>
  values.map((value, index) => ({ schemaPropertyName: String(index + 1), schemaPropertyValue: value }))

/** What a caller gives, out of the sample's own examples. */
function fillingOf({ category, components }: Sample): Record<string, unknown> {
  if (category === 'AUTHENTICATION') return { otpCode: '481516' }
  const offer = part(components, 'LIMITED_TIME_OFFER')
  const cards = part(components, 'CAROUSEL')?.cards
  return {
    ...withoutEmpty(partsOf(components)),
    ...(offer && { offerExpiresAt: Date.now() + 3_600_000 }),
    ...(cards && { cards: cards.map((card) => withoutEmpty(partsOf(card.components))) }),
  }
}

function partsOf(components: readonly Component[]): Record<string, unknown> {
  const header = part(components, 'HEADER')
  const buttons = part(components, 'BUTTONS')?.buttons ?? []
  const isOfProducts = buttons.some(({ type }) => type === 'MPM')
  return {
    mapping: numbered(part(components, 'BODY')?.example?.body_text?.[0]),
    headerMapping: numbered(header?.example?.header_text),
    buttonMapping: buttons.flatMap(({ type, url }, index) =>
      type === 'COPY_CODE' || url?.includes('{{')
        ? [{ schemaPropertyName: String(index), schemaPropertyValue: type === 'COPY_CODE' ? 'SAVE20' : 'end' }]
        : [],
    ),
    ...(header?.format === 'IMAGE' && { imageUrl: 'https://example.com/offer.jpg' }),
    ...(header?.format === 'DOCUMENT' && { documentUrl: 'https://example.com/receipt.pdf' }),
    ...(header?.format === 'LOCATION' && { locationLatitude: '18.52', locationLongitude: '73.85' }),
    ...(header?.format === 'PRODUCT' && { catalogId: '194836987003835', productRetailerId: 'sku-1' }),
    ...(isOfProducts && {
      productRetailerId: 'sku-1',
      productSections: [{ title: 'Popular', product_items: [{ product_retailer_id: 'sku-1' }] }],
    }),
  }
}

const withoutEmpty = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => !Array.isArray(value) || value.length > 0))

/** Resumable upload: https://developers.facebook.com/docs/graph-api/guides/upload */
async function uploadTo(api: string, key: string, appId: string): Promise<string> {
  const authorization = `Bearer ${key}`
  const bytes = Buffer.from('not really a picture')
  const began = await fetch(
    `${api}/${appId}/uploads?file_length=${bytes.length}&file_type=image/jpeg&file_name=a.jpg`,
    {
      method: 'POST',
      headers: { authorization },
    },
  )
  const { id } = (await began.json()) as { id: string }
  const done = await fetch(`${api}/${id}`, {
    method: 'POST',
    headers: { authorization, file_offset: '0' },
    body: bytes,
  })
  return ((await done.json()) as { h: string }).h
}

interface Rendered {
  header: { kind: string; text: string | null } | null
  body: string
  footer: string | null
  buttons: { text: string }[]
  cards: { body: string }[]
}

function shown({ header, body, footer, buttons, cards }: Rendered): string {
  const parts = [
    header && `[${header.text ?? header.kind}]`,
    body,
    footer,
    ...buttons.map(({ text }) => `(${text})`),
    cards.length > 0 && `${cards.length} cards`,
  ]
  return parts.filter(Boolean).join(' / ').replaceAll('|', '\\|').replaceAll('\n', ' ')
}
