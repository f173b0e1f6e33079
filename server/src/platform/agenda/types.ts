import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import { Process } from '../processes/types.ts'
import { Task } from '../tasks/types.ts'

const Time = Type.String({ description: 'epoch milliseconds or ISO 8601', examples: ['2026-11-15T00:00:00'] })

/** One thing to do: a task, or the next action of a process. */
export const AgendaItem = Type.Object({
  dueAt: nullable(Type.Integer({ examples: [1764000000000] }), {
    description: 'epoch milliseconds: the due time of the task, or of the next action of the process',
  }),
  task: Type.Union([Task, Type.Null()], { description: 'null where it is the next action of the process' }),
  process: Process,
})
export type AgendaItem = Static<typeof AgendaItem>

export const AgendaQuery = Type.Object(
  {
    user: Type.Optional(
      Type.String({ description: 'username or uuid; without it whoever asks', examples: ['alex@paisapay.com'] }),
    ),
    dueAfter: Type.Optional({ ...Time, description: 'epoch milliseconds or ISO 8601, inclusive' }),
    dueBefore: Type.Optional({ ...Time, description: 'epoch milliseconds or ISO 8601, exclusive' }),
    undated: Type.Optional(Type.Boolean({ description: 'the tasks without a due time instead' })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 400, description: '`_meta.nextCursor` of the page before' })),
  },
  { additionalProperties: false },
)
export type AgendaQuery = Static<typeof AgendaQuery>

export const AgendaMeta = Type.Object({
  total: Type.Integer({ description: 'how many there are in all' }),
  isTotalCut: Type.Optional(Type.Boolean({ description: 'true: there are at least `total`, which were counted' })),
  hasMore: Type.Boolean({ description: 'whether more follow' }),
  nextCursor: Type.Optional(Type.String({ description: 'where more follow: the cursor of the next page' })),
})
export type AgendaMeta = Static<typeof AgendaMeta>
