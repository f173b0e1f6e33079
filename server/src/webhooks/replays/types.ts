import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

const uuid = Type.String({ format: 'uuid' })
const epoch = Type.Integer({ description: 'epoch milliseconds' })
const time = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 40,
    description: `${description}; ISO 8601 or epoch milliseconds`,
    examples: ['2026-07-01T00:00:00+05:30'],
  })

export const NewReplay = Type.Object(
  {
    endpoint: Type.Optional(
      nullable(Type.String({ format: 'uuid' }), { description: 'null or left out: of all endpoints' }),
    ),
    since: time('deliveries made from this time on'),
    until: Type.Optional(time('and before this time; left out: until now')),
    which: Type.Enum(['FAILED', 'ALL'], {
      default: 'FAILED',
      description: 'FAILED: those whose every retry failed; ALL: those that were delivered too',
    }),
    event: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 80,
        description: 'only of this event, or of process.*',
        examples: ['message'],
      }),
    ),
  },
  { additionalProperties: false },
)
export type NewReplay = Static<typeof NewReplay>

export const Replay = Type.Object({
  id: uuid,
  endpoint: nullable(uuid),
  since: epoch,
  until: epoch,
  which: Type.Enum(['FAILED', 'ALL']),
  event: nullable(Type.String()),
  status: Type.Enum(['IN_PROGRESS', 'COMPLETED'], { description: 'COMPLETED: all of them are queued again' }),
  total: Type.Integer({ description: 'deliveries that are to be sent again' }),
  queued: Type.Integer({ description: 'of these, queued so far' }),
  delivered: Type.Integer({ description: 'of the queued ones, delivered so far' }),
  failed: Type.Integer({ description: 'of the queued ones, failed again' }),
  user: nullable(uuid),
  createdAt: epoch,
  completedAt: nullable(epoch),
})
export type Replay = Static<typeof Replay>
