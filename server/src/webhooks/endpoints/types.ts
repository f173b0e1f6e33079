import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

export const endpointKinds = ['PASS_THROUGH', 'CHAKRA', 'EVENTS'] as const
export type EndpointKind = (typeof endpointKinds)[number]

export const chakraEvents = ['message', 'status', 'message_echo', 'smb_message_echo'] as const
/** What a pass-through endpoint may get beside Meta's own events. */
export const passThroughExtras = ['message_echo', 'smb_message_echo', 'send_message_template'] as const

export const statusForms = ['STATUS', 'DELIVERY_STATUS'] as const
export type StatusForm = (typeof statusForms)[number]

export const pauseReasons = ['PERSON', 'GONE', 'FAILING'] as const
export type PauseReason = (typeof pauseReasons)[number]

const uuid = Type.String({ format: 'uuid' })
const epoch = Type.Integer({ description: 'epoch milliseconds' })

export const Endpoint = Type.Object({
  id: uuid,
  kind: Type.Enum([...endpointKinds]),
  plugin: nullable(uuid, { description: 'of PASS_THROUGH and CHAKRA' }),
  isOfPluginConfig: Type.Boolean({ description: "true: set by the plugin's update-config, and changed there" }),
  name: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.String()),
  procedures: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: uuid,
    description: 'EVENTS: of events that belong to a procedure, only those of these; null: all',
  }),
  statusForm: Type.Enum([...statusForms]),
  status: Type.Enum(['ACTIVE', 'PAUSED']),
  pauseReason: nullable(Type.String(), {
    description: 'PERSON; GONE: it answered 410; FAILING: nothing got through for a day',
  }),
  pauseMessage: nullable(Type.String()),
  pausedAt: nullable(epoch),
  failingSince: nullable(epoch, { description: 'nothing got through since' }),
  failures: Type.Integer({ description: 'attempts that failed since the last success' }),
  lastSuccessAt: nullable(epoch, { description: 'kept to the minute' }),
  waiting: Type.Integer({ description: 'deliveries not made yet, counted up to 10,000' }),
  hasOwnSecret: Type.Boolean({ description: 'false: signed with the secret of the team' }),
  isSecretRotating: Type.Boolean(),
  createdBy: nullable(uuid),
  version: Type.Integer(),
  createdAt: epoch,
  updatedAt: epoch,
})
export type Endpoint = Static<typeof Endpoint>

const url = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description: 'a public web address; private ones are refused unless the operator allows them',
  examples: ['https://hooks.example.com/nadi'],
})
const name = Type.String({ maxLength: 120, examples: ['Warehouse'] })
const events = Type.Array(Type.String({ minLength: 1, maxLength: 80 }), {
  maxItems: 100,
  uniqueItems: true,
  description:
    'EVENTS: kinds like process.created, process.* or *; CHAKRA: message, status, message_echo, smb_message_echo; PASS_THROUGH: what it gets beside the events of Meta: message_echo, smb_message_echo, send_message_template',
  examples: [['process.created', 'task.*']],
})
const procedures = Type.Unsafe<string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string', minLength: 1, maxLength: 80 },
  maxItems: 200,
  description: 'EVENTS: short ids or uuids; null: all',
  examples: [null],
})
const statusForm = Type.Enum([...statusForms], {
  description:
    'CHAKRA: the form of status events; DELIVERY_STATUS is the older one, {"event": "deliveryStatus"} with the status in capitals',
})

export const NewEndpoint = Type.Object(
  {
    kind: Type.Enum([...endpointKinds], { default: 'EVENTS' }),
    plugin: Type.Optional(
      nullable(Type.String({ maxLength: 40 }), {
        description: 'uuid of the plugin; PASS_THROUGH and CHAKRA need it, EVENTS has none',
      }),
    ),
    name: Type.Optional(name),
    url,
    events: Type.Optional(events),
    procedures: Type.Optional(procedures),
    statusForm: Type.Optional(statusForm),
  },
  { additionalProperties: false },
)
export type NewEndpoint = Static<typeof NewEndpoint>

export const EndpointChanges = Type.Object(
  {
    name: Type.Optional(name),
    url: Type.Optional(url),
    events: Type.Optional(events),
    procedures: Type.Optional(procedures),
    statusForm: Type.Optional(statusForm),
  },
  { additionalProperties: false },
)
export type EndpointChanges = Static<typeof EndpointChanges>

/** What a plugin's update-config says of webhooks. What is left out counts as off. */
export interface PluginWebhookSettings {
  passThroughWebhookUrl?: string | null
  enableMessageEchoesForPassThroughWebhook?: boolean | null
  enableSendMessageTemplateEventForPassThroughWebhook?: boolean | null
  enableChakraWebhook?: boolean | null
  chakraWebhookUrl?: string | null
  whichChakraWebhookEventsToSend?: readonly string[] | null
}
