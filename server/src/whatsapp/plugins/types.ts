import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

export const PluginParams = Type.Object({
  pluginId: Type.String({ format: 'uuid', description: 'uuid of the plugin, as the console shows it' }),
})

const text = Type.String()
const time = (description: string) => Type.Integer({ description: `epoch milliseconds; ${description}` })
const nullableTime = (description: string) =>
  nullable(Type.Integer(), { description: `epoch milliseconds; ${description}` })

export const ShownNumber = Type.Object({
  id: Type.String({ description: "Meta's phone-number id", examples: ['106540352242922'] }),
  waba: Type.String({ description: 'id of its WhatsApp Business account' }),
  displayPhoneNumber: Type.String({ examples: ['+91 98123 45678'] }),
  verifiedName: text,
  status: Type.String({ examples: ['CONNECTED'] }),
  chakraStatus: Type.Enum(['CONNECTED', 'DISCONNECTED'], { description: 'whether its plugin is connected' }),
  accountMode: Type.String({ examples: ['LIVE'] }),
  qualityScore: Type.Object({ score: Type.String({ examples: ['GREEN'] }) }),
  messagingLimitTier: nullable(text, { examples: ['TIER_1K'] }),
  codeVerificationStatus: text,
  nameStatus: text,
  platformType: text,
  throughput: Type.Object({ level: Type.String({ examples: ['STANDARD'] }) }),
  plugin: Type.String({ format: 'uuid' }),
})
export type ShownNumber = Static<typeof ShownNumber>

const Health = Type.Object({
  isHealthy: Type.Boolean(),
  checkedAt: nullableTime('when Meta was last asked'),
  token: Type.Object({
    isValid: Type.Boolean(),
    expiresAt: nullableTime('null: it does not expire, or Meta did not say'),
    dataAccessExpiresAt: nullableTime('as expiresAt'),
    scopes: Type.Union([Type.Array(text), Type.Null()], { description: 'null where appId or appSecret are not known' }),
  }),
  webhook: Type.Object({
    isSubscribed: Type.Boolean({ description: "Meta sends the account's events to this server" }),
    callbackUrl: nullable(text, { description: 'where it sends them, as far as it tells' }),
  }),
  account: Type.Object({
    name: nullable(text),
    reviewStatus: nullable(text),
    restriction: nullable(text),
    alerts: Type.Array(Type.Object({ at: time('when Meta told it'), kind: text, text })),
  }),
  numbers: Type.Array(
    Type.Object({
      phoneNumberId: text,
      displayPhoneNumber: text,
      isRegistered: Type.Boolean(),
      quality: Type.String({ examples: ['GREEN'] }),
      messagingLimitTier: nullable(text),
      throughput: nullable(text),
    }),
  ),
  problems: Type.Array(Type.Object({ code: text, message: text, hint: text }), {
    description: 'what is wrong, in words, each with what to do',
  }),
})

export const Client = Type.Object(
  {
    clientReferenceId: Type.Optional(Type.String({ maxLength: 200, examples: ['client-17'] })),
    clientName: Type.Optional(Type.String({ maxLength: 200, examples: ['Asha Clinic'] })),
    clientEmail: Type.Optional(Type.String({ maxLength: 254, examples: ['office@clinic.example'] })),
  },
  { additionalProperties: false, description: 'whom a partner connects it for' },
)

export const ShownPlugin = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: text,
  provider: Type.Literal('whatsapp'),
  status: Type.Enum(['CONNECTED', 'DISCONNECTED']),
  wabaId: text,
  graphUrl: text,
  appId: nullable(text),
  hasAccessToken: Type.Boolean(),
  hasAppSecret: Type.Boolean(),
  webhookUrl: Type.String({ description: "where Meta sends the account's events" }),
  leadProcedure: nullable(Type.String(), {
    description: 'uuid of the procedure that messages of unknown numbers make processes of',
  }),
  leadProcedureShortId: nullable(Type.String()),
  phoneNumbers: Type.Array(ShownNumber),
  health: Health,
  client: Type.Union([Client, Type.Null()]),
  createdAt: time('when it was connected first'),
  updatedAt: time('when it was changed last'),
})
export type ShownPlugin = Static<typeof ShownPlugin>

export const PluginListMeta = Type.Object({
  graphUrls: Type.Array(text, {
    description:
      'origins that may answer for Meta, as the operator lists them in NADI_GRAPH_URLS; the first is the usual one',
    examples: [['https://graph.facebook.com']],
  }),
})

const digits = (examples: string[], description: string) =>
  Type.String({ pattern: '^[0-9]{1,32}$', examples, description })
const secret = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 2_000,
    pattern: '^[\\x21-\\x7e]+$',
    examples: ['EAAJBdZCyourtoken'],
    description,
  })
const connection = {
  accessToken: secret('of a system user with whatsapp_business_messaging and whatsapp_business_management'),
  appSecret: secret("of Meta's app: checks that events come from Meta"),
  appId: digits(['670843887433847'], "id of Meta's app, which token checks and uploads of template headers need"),
  verifyToken: Type.String({
    minLength: 8,
    maxLength: 200,
    pattern: '^[\\x21-\\x7e]+$',
    description: 'what Meta proves itself with when it subscribes; made where it is left out',
  }),
}
const chosen = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', examples: ['Main account'] }),
  leadProcedure: nullable(Type.String({ minLength: 1, maxLength: 80 }), {
    examples: ['lead'],
    description: 'short id or uuid: messages from unknown numbers make processes of it; null: none',
  }),
}

const graphUrl = Type.String({
  description: 'one of the origins in NADI_GRAPH_URLS; the first where it was left out',
  maxLength: 200,
})

export const NewPlugin = Type.Object(
  {
    wabaId: digits(['102290129340398'], 'id of the WhatsApp Business account'),
    accessToken: { ...connection.accessToken, examples: ['EAAJBdZCyourtoken'] },
    appSecret: Type.Optional({ ...connection.appSecret, examples: ['9c1f0d5e7a2b4c68'] }),
    appId: Type.Optional(connection.appId),
    verifyToken: Type.Optional(connection.verifyToken),
    name: Type.Optional(chosen.name),
    graphUrl: Type.Optional(graphUrl),
    leadProcedure: Type.Optional(chosen.leadProcedure),
  },
  { additionalProperties: false },
)
export type NewPlugin = Static<typeof NewPlugin> & { client?: Static<typeof Client> }

export const PluginChanges = Type.Partial(Type.Object({ ...connection, ...chosen, graphUrl }), {
  additionalProperties: false,
})
export type PluginChanges = Static<typeof PluginChanges>

export const Reconnection = Type.Object(
  {
    accessToken: connection.accessToken,
    appSecret: Type.Optional(connection.appSecret),
    appId: Type.Optional(connection.appId),
  },
  { additionalProperties: false },
)

export const chakraEvents = ['message', 'status', 'message_echo', 'smb_message_echo'] as const

const url = (description: string, example: string) =>
  Type.String({ maxLength: 2_000, description, examples: [example] })
const settings = {
  passThroughWebhookUrl: url('gets every event as Meta sent it; "" for none', 'https://crm.example/meta'),
  enableMessageEchoesForPassThroughWebhook: Type.Boolean(),
  enableSendMessageTemplateEventForPassThroughWebhook: Type.Boolean(),
  enableChakraWebhook: Type.Boolean(),
  chakraWebhookUrl: url('gets the events chosen below; "" for none', 'https://crm.example/chakra'),
  whichChakraWebhookEventsToSend: Type.Array(Type.Enum([...chakraEvents]), { uniqueItems: true }),
}

/** What leaves for the team's own systems. */
export const WebhookSettings = Type.Object(settings)
export type WebhookSettings = Static<typeof WebhookSettings>

export const WebhookSettingsChanges = Type.Partial(Type.Object(settings), {
  additionalProperties: false,
  description: 'only what is passed changes',
})
export type WebhookSettingsChanges = Static<typeof WebhookSettingsChanges>

export const defaultWebhookSettings: WebhookSettings = {
  passThroughWebhookUrl: '',
  enableMessageEchoesForPassThroughWebhook: false,
  enableSendMessageTemplateEventForPassThroughWebhook: false,
  enableChakraWebhook: false,
  chakraWebhookUrl: '',
  whichChakraWebhookEventsToSend: [],
}
