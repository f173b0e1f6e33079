import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

export const deliveryStatuses = ['PENDING', 'DELIVERED', 'FAILED'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

const uuid = Type.String({ format: 'uuid' })
const epoch = Type.Integer({ description: 'epoch milliseconds' })

const fields = {
  id: uuid,
  endpoint: uuid,
  event: Type.String({ examples: ['process.created'] }),
  webhookId: Type.String({
    description: 'the header webhook-id: the same for every attempt and replay, so that receivers tell repeats by it',
  }),
  about: nullable(Type.String(), { description: 'what it tells of: a wamid, or the id of a message or process' }),
  status: Type.Enum([...deliveryStatuses], { description: 'FAILED: every retry failed' }),
  attempts: Type.Integer({ description: 'how often it was tried in all' }),
  dueAt: nullable(epoch, { description: 'when it is tried next; null where it is settled' }),
  responseStatus: nullable(Type.Integer(), { description: 'of the last attempt; null where no answer came' }),
  error: nullable(Type.String(), { description: 'of the last attempt' }),
  replay: nullable(uuid, { description: 'the replay that queued it again' }),
  createdAt: epoch,
  settledAt: nullable(epoch),
}

export const Delivery = Type.Object(fields)
export type Delivery = Static<typeof Delivery>

const headers = Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' } })

export const Attempt = Type.Object({
  attempt: Type.Integer(),
  at: epoch,
  ms: Type.Integer({ description: 'how long it took' }),
  error: nullable(Type.String(), { description: 'null where it succeeded' }),
  request: Type.Object({
    url: Type.String(),
    headers: { ...headers, description: 'signatures are left out' },
  }),
  response: Type.Unsafe<{ status: number; headers: Record<string, string>; body: string } | null>({
    type: ['object', 'null'],
    properties: {
      status: { type: 'integer' },
      headers,
      body: { type: 'string', description: 'its first kilobyte' },
    },
    description: 'null where no answer came',
  }),
})
export type Attempt = Static<typeof Attempt>

export const DeliveryDetail = Type.Object({
  ...fields,
  body: Type.String({ description: 'as it is sent' }),
  log: Type.Array(Attempt),
})
export type DeliveryDetail = Static<typeof DeliveryDetail>

const time = (description: string) =>
  Type.Optional(
    Type.String({
      maxLength: 40,
      description: `${description}; ISO 8601 or epoch milliseconds`,
      examples: ['2026-07-01T00:00:00+05:30'],
    }),
  )

export const DeliveryQuery = Type.Object(
  {
    endpoint: Type.Optional(uuid),
    status: Type.Optional(Type.Enum([...deliveryStatuses])),
    event: Type.Optional(
      Type.String({ maxLength: 80, description: 'message, process.created, or process.* for all of processes' }),
    ),
    since: time('made from this time on'),
    until: time('made before this time'),
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'id of a delivery, webhook-id, wamid, or id of the message or process that it tells of',
      }),
    ),
    cursor: Type.Optional(Type.String({ format: 'uuid', description: '_meta.cursor of the page before' })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  },
  { additionalProperties: false },
)
export type DeliveryQuery = Static<typeof DeliveryQuery>
