import type { Sender } from './checked.ts'
import { type Fields, invalidInteractive } from './fields.ts'
import { checkMedia } from './media.ts'

const kinds = [
  'button',
  'list',
  'cta_url',
  'flow',
  'product',
  'product_list',
  'catalog_message',
  'location_request_message',
  'address_message',
  'call_permission_request',
  'voice_call',
  'carousel',
] as const
type Kind = (typeof kinds)[number]

const withoutBody: ReadonlySet<Kind> = new Set(['product', 'call_permission_request'])

/** https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages and its siblings */
export function checkInteractive(message: Fields, sender: Sender): void {
  const interactive = message.fields('interactive', ['type', 'header', 'body', 'footer', 'action'])
  const kind = interactive.choice('type', kinds)
  checkHeader(interactive, kind, sender)
  const maxBody = kind === 'list' ? 4096 : 1024
  if (interactive.has('body') || !withoutBody.has(kind)) {
    interactive.fields('body', ['text']).text('text', { max: maxBody })
  }
  interactive.optionalFields('footer', ['text'])?.text('text', { max: 60 })
  actions[kind](interactive, sender)
}

function checkHeader(interactive: Fields, kind: Kind, sender: Sender): void {
  if (!interactive.has('header')) {
    if (kind === 'product_list') interactive.required('header')
    return
  }
  if (kind === 'product') throw invalidInteractive('A product message cannot have a header.')
  const header = interactive.fields('header', ['type', 'text', 'sub_text', 'image', 'video', 'document'])
  const options =
    kind === 'list' || kind === 'product_list' ? (['text'] as const) : (['text', 'image', 'video', 'document'] as const)
  const type = header.choice('type', options)
  if (type === 'text') header.text('text', { max: 60 })
  else checkMedia(header, type, sender)
}

const actions: Record<Kind, (interactive: Fields, sender: Sender) => void> = {
  button: (interactive) => {
    const action = interactive.fields('action', ['buttons'])
    const replies = action.each('buttons', ['type', 'reply'], { min: 1, max: 3 }).map((button) => {
      button.choice('type', ['reply'])
      const reply = button.fields('reply', ['id', 'title'])
      return { id: lengthOf(reply, 'id', 'Button id', 256), title: lengthOf(reply, 'title', 'Button title', 20) }
    })
    distinct(
      replies.map(({ id }) => id),
      'Button ids must be different from each other.',
    )
    distinct(
      replies.map(({ title }) => title),
      'Button titles must be different from each other.',
    )
  },
  list: (interactive) => {
    const action = interactive.fields('action', ['button', 'sections'])
    lengthOf(action, 'button', 'Button label', 20)
    const sections = action.each('sections', ['title', 'rows'], { min: 1, max: 10 })
    const ids = sections.flatMap((section) => {
      if (sections.length > 1) lengthOf(section, 'title', 'Section title', 24)
      else section.optionalText('title', { min: 0, max: 24 })
      return section.each('rows', ['id', 'title', 'description'], { min: 1, max: 10 }).map((row) => {
        lengthOf(row, 'title', 'Row title', 24)
        row.optionalText('description', { min: 0, max: 72 })
        return lengthOf(row, 'id', 'Row id', 200)
      })
    })
    if (ids.length > 10)
      throw invalidInteractive(`Total row count exceeds the maximum allowed count: 10 (got ${ids.length}).`)
    distinct(ids, 'Row ids must be different from each other.')
  },
  cta_url: (interactive) => {
    const parameters = named(interactive, 'cta_url').fields('parameters', ['display_text', 'url'])
    lengthOf(parameters, 'display_text', 'Button text', 20)
    const url = parameters.text('url', { max: 2000 })
    if (!URL.canParse(url)) throw invalidInteractive(`Param ${parameters.at('url')} must be a valid address.`)
  },
  flow: (interactive, { world, account }) => {
    const parameters = named(interactive, 'flow').fields('parameters', [
      'flow_message_version',
      'flow_id',
      'flow_name',
      'flow_cta',
      'flow_token',
      'flow_action',
      'flow_action_payload',
      'mode',
    ])
    parameters.choice('flow_message_version', ['3'])
    lengthOf(parameters, 'flow_cta', 'Flow CTA', 30)
    if (parameters.has('flow_id') === parameters.has('flow_name')) {
      throw invalidInteractive('Exactly one of flow_id and flow_name is required.')
    }
    const flow = world.flow(account, parameters.value('flow_id') ?? parameters.value('flow_name'))
    if (!flow) throw invalidInteractive('The flow does not exist in this WhatsApp Business Account.')
    const mode = parameters.has('mode') ? parameters.choice('mode', ['draft', 'published']) : 'published'
    if (mode === 'published' && flow.status !== 'PUBLISHED') {
      throw invalidInteractive(`The flow is in status ${flow.status}; send it with mode "draft" or publish it.`)
    }
    if (parameters.has('flow_action')) parameters.choice('flow_action', ['navigate', 'data_exchange'])
  },
  product: (interactive) => {
    const action = interactive.fields('action', ['catalog_id', 'product_retailer_id'])
    action.text('catalog_id')
    action.text('product_retailer_id')
  },
  product_list: (interactive) => {
    const action = interactive.fields('action', ['catalog_id', 'sections'])
    action.text('catalog_id')
    const items = action.each('sections', ['title', 'product_items'], { min: 1, max: 10 }).flatMap((section) => {
      section.optionalText('title', { max: 24 })
      return section.each('product_items', ['product_retailer_id'], { min: 1, max: 30 })
    })
    for (const item of items) item.text('product_retailer_id')
    if (items.length > 30) throw invalidInteractive('A product list holds at most 30 products.')
  },
  catalog_message: (interactive) => {
    const action = named(interactive, 'catalog_message')
    action.optionalFields('parameters', ['thumbnail_product_retailer_id'])
  },
  location_request_message: (interactive) => void named(interactive, 'send_location'),
  address_message: (interactive) => void named(interactive, 'address_message').fields('parameters', addressKeys),
  call_permission_request: (interactive) => void named(interactive, 'call_permission_request'),
  voice_call: (interactive) =>
    void named(interactive, 'voice_call').optionalFields('parameters', ['display_text', 'ttl_minutes', 'payload']),
  carousel: (interactive, sender) => {
    const cards = interactive
      .fields('action', ['cards'])
      .each('cards', ['card_index', 'type', 'header', 'body', 'footer', 'action'], { min: 2, max: 10 })
    for (const card of cards) {
      card.number('card_index', { min: 0, max: 9 })
      const header = card.fields('header', ['type', 'image', 'video'])
      checkMedia(header, header.choice('type', ['image', 'video']), sender)
      card.optionalFields('body', ['text'])?.text('text', { max: 160 })
      card.fields('action', ['name', 'parameters', 'buttons'])
    }
  },
}

const addressKeys = ['country', 'values', 'validation_errors', 'saved_addresses']

/** The action of kinds that name themselves in it. */
function named(interactive: Fields, name: string): Fields {
  const action = interactive.fields('action', ['name', 'parameters'])
  action.choice('name', [name])
  return action
}

function lengthOf(fields: Fields, key: string, says: string, max: number): string {
  const value = fields.required(key)
  if (typeof value !== 'string' || value.trim() === '' || [...value].length > max) {
    throw invalidInteractive(`${says} length invalid. Min length: 1, Max length: ${max}`)
  }
  return value
}

function distinct(values: readonly string[], says: string): void {
  if (new Set(values).size < values.length) throw invalidInteractive(says)
}
