import type { MetaDocument, OperationObject } from './document.ts'
import type { Schema } from './schemas.ts'

/** Where the document lacks what Meta documents elsewhere, or says otherwise than its own examples: what it should say, and why. */
export interface Amendment {
  name: string
  why: string
  amend(document: MetaDocument): void
}

const schema = (document: MetaDocument, name: string): Schema & { properties: Record<string, Schema> } => {
  const found = document.components.schemas[name]
  if (!found) throw new Error(`The document has no schema "${name}".`)
  found.properties ??= {}
  return found as Schema & { properties: Record<string, Schema> }
}
/** the second part of an `allOf`: what the schema adds to its base */
const own = (document: MetaDocument, name: string): Schema & { properties: Record<string, Schema> } =>
  schema(document, name).allOf?.[1] as Schema & { properties: Record<string, Schema> }

const operationsOf = (document: MetaDocument): { method: string; operation: OperationObject }[] =>
  Object.values(document.paths).flatMap((item) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
      .map(([method, operation]) => ({ method, operation })),
  )

function addQuery({ operation }: { operation: OperationObject }, names: readonly string[]): void {
  operation.parameters = [
    ...names.map((name) => ({ name, in: 'query' as const, schema: { type: 'string' } })),
    ...(operation.parameters ?? []),
  ]
}

/** A component, parameter or button of a template that the document does not know, beside those that it does. */
function choose(document: MetaDocument, base: string, property: string, name: string, added: Schema): void {
  const { properties, discriminator } = schema(document, base)
  const { enum: known } = properties[property] as { enum: string[] }
  if (!known.includes(name)) known.push(name)
  const title = `${base}.${name}`
  document.components.schemas[title] = added
  if (discriminator?.mapping) discriminator.mapping[name] = `#/components/schemas/${title}`
}

const withType = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  required: ['type', ...required],
  properties: { type: { type: 'string' }, ...properties },
})

export const amendments: readonly Amendment[] = [
  {
    name: 'appsecret_proof in the query',
    why: 'The document lacks it. It belongs to every call of the Graph API, and Meta advises it for calls from servers: https://developers.facebook.com/docs/graph-api/guides/secure-requests',
    amend: (document) => {
      for (const each of operationsOf(document)) addQuery(each, ['appsecret_proof'])
    },
  },
  {
    name: 'fields, limit, after and before in the query',
    why: 'The document names them for some reading calls only. Every object of the Graph API takes `fields`, every edge pages by cursor: https://developers.facebook.com/docs/graph-api/results',
    amend: (document) => {
      for (const each of operationsOf(document)) {
        if (each.method === 'get') addQuery(each, ['fields', 'limit', 'after', 'before'])
      }
    },
  },
  {
    name: 'biz_opaque_callback_data of a message',
    why: 'The document has it for calls only. Meta documents it for messages where it comes back, in the reference of the statuses webhook: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status',
    amend: (document) => {
      schema(document, 'BaseMessageProperties').properties.biz_opaque_callback_data = { type: 'string', maxLength: 512 }
    },
  },
  {
    name: 'recipient_type may be left out',
    why: 'The document requires it, yet its own examples "Send Test Message" and "Send Flow Template Message" leave it out; Meta\'s reference has "individual" as the default. Nadi writes it in what it composes itself, and passes on what a caller wrote.',
    amend: (document) => {
      const base = schema(document, 'BaseMessageProperties')
      base.required = (base.required as string[]).filter((name) => name !== 'recipient_type')
    },
  },
  {
    name: 'recipient in the place of to',
    why: 'The document requires `to`. Of a person whose number is hidden Meta tells a business-scoped user id alone, and takes it as `recipient`, by its guide to business-scoped user IDs.',
    amend: (document) => {
      const base = schema(document, 'BaseMessageProperties')
      base.required = (base.required as string[]).filter((name) => name !== 'to')
      base.properties.recipient = { type: 'string' }
      base.anyOf = [{ required: ['to'] }, { required: ['recipient'] }]
    },
  },
  {
    name: 'the policy of a language may be left out',
    why: 'The document requires `policy`, yet its own examples "Send Message Template Text" and "Send Test Message" leave it out. Nadi writes it in what it composes itself, and passes on what a caller wrote.',
    amend: (document) => {
      schema(document, 'LanguageObject').required = ['code']
    },
  },
  {
    name: 'read receipts and typing indicators',
    why: 'The schema of POST …/messages knows messages only; the document\'s own example "Send typing indicator and read receipt" is none of them.',
    amend: (document) => {
      const { content } = document.paths['/{Version}/{Phone-Number-ID}/messages']?.post?.requestBody ?? {}
      if (!content) throw new Error('The document has no POST …/messages.')
      content['application/json'] = {
        schema: {
          if: { required: ['status'] },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: {
            type: 'object',
            required: ['messaging_product', 'status', 'message_id'],
            properties: {
              messaging_product: { enum: ['whatsapp'] },
              status: { enum: ['read'] },
              message_id: { type: 'string' },
              typing_indicator: { type: 'object', required: ['type'], properties: { type: { enum: ['text'] } } },
            },
          },
          else: { $ref: '#/components/schemas/Message' },
        },
      }
    },
  },
  {
    name: 'caption and filename of media',
    why: 'The schema of a media object has `id` and `link` alone; the document\'s own examples "Send Document Message by ID" and "Send Video Message by URL" have `caption` and `filename`.',
    amend: (document) => {
      Object.assign(schema(document, 'MediaObject').properties, {
        caption: { type: 'string', maxLength: 1024 },
        filename: { type: 'string' },
      })
    },
  },
  {
    name: 'latitude and longitude as numbers',
    why: 'The schema has strings, the document\'s own example "Send Location Message" has numbers. Meta takes both.',
    amend: (document) => {
      const { location } = own(document, 'LocationMessage').properties
      for (const name of ['latitude', 'longitude']) (location?.properties ?? {})[name] = { type: ['number', 'string'] }
    },
  },
  {
    name: 'the index of a button: 0 to 9',
    why: 'The pattern "^[2-6, 11-14]$" is a footnote that became a rule: the description beside it says 0-9, its example is "0".',
    amend: (document) => {
      const digit = { type: ['string', 'integer'], pattern: '^[0-9]$', minimum: 0, maximum: 9 }
      schema(document, 'TemplateComponent').properties.index = digit
      own(document, 'ButtonComponent').properties.index = digit
    },
  },
  {
    name: 'buttons that copy a code, open a flow, a catalog or several products',
    why: 'The schema knows quick_reply, url and catalog, with payload and text. The document\'s own examples "Send Flow Template Message" and "Send Catalog Template Message" have `flow` and `action`; copy_code stands in https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/coupon-templates',
    amend: (document) => {
      const kinds = { enum: ['quick_reply', 'url', 'catalog', 'copy_code', 'flow', 'mpm', 'voice_call'] }
      schema(document, 'TemplateComponent').properties.sub_type = kinds
      own(document, 'ButtonComponent').properties.sub_type = kinds
      const choice = ['ButtonParameterObject', 'type'] as const
      choose(document, ...choice, 'coupon_code', withType({ coupon_code: { type: 'string' } }))
      choose(document, ...choice, 'action', withType({ action: { type: 'object' } }))
    },
  },
  {
    name: 'carousels and limited-time offers',
    why: 'The schema of a template message knows header, body and button; Meta documents these two with the templates that have them: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/media-card-carousel-templates',
    amend: (document) => {
      const component = { $ref: '#/components/schemas/TemplateComponent' }
      const card = {
        type: 'object',
        required: ['card_index', 'components'],
        properties: { card_index: { type: 'integer' }, components: { type: 'array', items: component } },
      }
      const offer = withType({
        limited_time_offer: {
          type: 'object',
          required: ['expiration_time_ms'],
          properties: { expiration_time_ms: { type: 'integer' } },
        },
      })
      const choice = ['TemplateComponent', 'type'] as const
      choose(document, ...choice, 'carousel', withType({ cards: { type: 'array', items: card } }))
      choose(document, ...choice, 'limited_time_offer', withType({ parameters: { type: 'array', items: offer } }))
    },
  },
  {
    name: 'named parameters',
    why: 'The document lacks `parameter_name`: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components#named-parameters',
    amend: (document) => {
      own(document, 'TextParameter').properties.parameter_name = { type: 'string' }
    },
  },
  {
    name: 'location headers',
    why: 'The document lacks them among the parameters of a header: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates/utility-templates#location',
    amend: (document) => {
      const place = withType({
        location: {
          type: 'object',
          required: ['latitude', 'longitude'],
          properties: Object.fromEntries(
            ['latitude', 'longitude', 'name', 'address'].map((name) => [name, { type: 'string' }]),
          ),
        },
      })
      choose(document, 'ParameterObject', 'type', 'location', place)
    },
  },
  {
    name: 'ENABLED and DISABLED in the settings of calls',
    why: "The document has them in lower case, Meta's reference of calling in upper case: https://developers.facebook.com/docs/whatsapp/cloud-api/calling/call-settings",
    amend: (document) => {
      const { status } = schema(document, 'CallingSettings').properties
      status?.enum && Object.assign(status, { enum: ['enabled', 'disabled', 'ENABLED', 'DISABLED'] })
    },
  },
  {
    name: 'examples, formats and further buttons of a template that is created',
    why: 'The schema of POST …/message_templates is drawn from one example, a template with a flow button, and lacks all that other templates have: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components',
    amend: (document) => {
      for (const path of ['/{Version}/{WABA-ID}/message_templates', '/{Version}/{TEMPLATE_ID}']) {
        const { schema: body } = document.paths[path]?.post?.requestBody?.content['application/json'] ?? {}
        const component = body?.properties?.components?.items
        const button = component?.properties?.buttons?.items
        for (const each of [body, component, button]) if (each) each.additionalProperties = true
      }
    },
  },
  {
    name: 'addresses of media',
    why: 'The document shows the download of a file as GET /{Version}/{Media-URL} without parameters; the address is what Meta answered before, with a query of its own.',
    amend: (document) => {
      const { get: operation } = document.paths['/{Version}/{Media-URL}'] ?? {}
      if (operation) addQuery({ operation }, ['mid', 'source', 'ext', 'hash'])
    },
  },
  {
    name: 'the public key of Flows as a URL-encoded form',
    why: "The document has multipart/form-data, Meta's guide to Flows `--data-urlencode`: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/whatsapp-business-encryption. Nadi follows the guide, because a multipart form turns the line ends of a PEM into CRLF.",
    amend: (document) => {
      const { content = {} } =
        document.paths['/{Version}/{Phone-Number-ID}/whatsapp_business_encryption']?.post?.requestBody ?? {}
      content['application/x-www-form-urlencoded'] = content['multipart/form-data'] ?? {}
    },
  },
  {
    name: 'type of an uploaded file',
    why: "The document has `file` and `messaging_product` alone; Meta's reference of media requires `type`: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#upload-media",
    amend: (document) => {
      const { content = {} } = document.paths['/{Version}/{Phone-Number-ID}/media']?.post?.requestBody ?? {}
      const { properties = {} } = content['multipart/form-data']?.schema ?? {}
      properties.type = { type: 'string' }
    },
  },
]
