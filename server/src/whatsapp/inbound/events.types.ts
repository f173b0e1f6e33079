import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

export const eventStatuses = ['RECEIVED', 'APPLIED', 'FOREIGN', 'FAILED'] as const

const epoch = Type.Integer({ description: 'epoch milliseconds', examples: [1764000000000] })

const shown = {
  id: Type.String({ format: 'uuid' }),
  status: Type.Enum([...eventStatuses], {
    description:
      'RECEIVED: not worked on yet; APPLIED; FOREIGN: it names another account or number, and was only kept (of an event that does so in part, that part stands here by itself); FAILED: tried several times, and given up',
  }),
  attempts: Type.Integer({ description: 'how often applying it has failed' }),
  error: nullable(Type.String(), { description: 'why the last attempt failed' }),
  tryAfter: nullable(epoch, { description: 'when it is tried again; the later events of its customers wait for it' }),
  receivedAt: epoch,
  settledAt: nullable(epoch),
  size: Type.Integer({ description: 'bytes' }),
}

/** An event of Meta as a list shows it. */
export const InboundEvent = Type.Object(shown)
export type InboundEvent = Static<typeof InboundEvent>

export const WholeInboundEvent = Type.Object({
  ...shown,
  body: Type.String({ description: 'as received' }),
})
export type WholeInboundEvent = Static<typeof WholeInboundEvent>

export const InboundEventsQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...eventStatuses])),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    cursor: Type.Optional(Type.String({ format: 'uuid', description: '_meta.cursor of the page before' })),
  },
  { additionalProperties: false },
)
export type InboundEventsQuery = Static<typeof InboundEventsQuery>
