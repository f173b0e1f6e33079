import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import { availabilities } from '../users/types.ts'
import { Counts, ShownBuckets, ShownRange } from './range.ts'

export const Meta = Type.Object({
  isBehind: Type.Boolean({ description: 'events are still being counted, so some of the last may be missing' }),
})

const count = Type.Integer({ examples: [12] })

export const ProcessStatistics = Type.Object({
  procedure: Type.String({ format: 'uuid' }),
  procedureShortId: Type.String({ examples: ['lead'] }),
  ...ShownBuckets,
  created: Type.Object({
    total: count,
    counts: Counts,
  }),
  states: Type.Array(
    Type.Object({
      state: Type.String({ description: 'short id', examples: ['CONTACTED'] }),
      isDeleted: Type.Boolean({ description: 'the procedure has this state no more' }),
      standing: Type.Integer({ description: 'how many stand in it now', examples: [12] }),
      standingAt: Type.Array(Type.Integer(), {
        description:
          'how many stood in it when each bucket ended, or now: worked out backwards from now by who came and went',
        examples: [[12]],
      }),
      entered: Counts,
      reached: Type.Integer({
        description: 'of those created in the range: how many have been in it since',
        examples: [9],
      }),
      share: nullable(Type.Number(), {
        description: 'of those created in the range, from 0 to 1; null where none was created',
        examples: [0.75],
      }),
    }),
    { description: 'in the order of the procedure' },
  ),
})
export type ProcessStatistics = Static<typeof ProcessStatistics>

const load = {
  openProcesses: count,
  openChats: count,
  openTasks: count,
  overdueTasks: Type.Integer({ description: 'of the open ones', examples: [2] }),
}

export const AgentStatistics = Type.Object({
  ...ShownRange,
  agents: Type.Array(
    Type.Object({
      user: Type.String({ format: 'uuid' }),
      username: nullable(Type.String(), {
        description: 'null of a user who was deleted',
        examples: ['alex@paisapay.com'],
      }),
      displayName: nullable(Type.String(), { examples: ['Alex Rao'] }),
      availability: Type.Union([Type.Enum([...availabilities]), Type.Null()]),
      isActive: Type.Boolean(),
      ...load,
      completedTasks: Type.Integer({ description: 'within the range', examples: [31] }),
    }),
    { description: 'active users, and others who still have something; by their names' },
  ),
  unassigned: Type.Object(load),
})
export type AgentStatistics = Static<typeof AgentStatistics>
