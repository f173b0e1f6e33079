import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import { Counts, ShownBuckets, ShownRange } from '../../platform/statistics/range.ts'
import { deliveryStatuses } from '../messages/types.ts'

const count = Type.Integer({ examples: [12] })

export const MessageStatistics = Type.Object({
  ...ShownBuckets,
  inbound: Type.Object({ total: count, counts: Counts }),
  outbound: Type.Array(
    Type.Object({ deliveryStatus: Type.Enum([...deliveryStatuses]), total: count, counts: Counts }),
    { description: 'by the status that they have now, each message in one; by when they were written' },
  ),
  failures: Type.Array(
    Type.Object({
      code: Type.String({ description: "Meta's code, or a word of ours", examples: ['131026'] }),
      count,
      explanation: Type.String({ examples: ['The message could not be delivered.'] }),
      advice: nullable(Type.String(), { examples: ['Ask the customer to update WhatsApp.'] }),
    }),
    { description: 'why messages failed that were written within the range; the most frequent reason first' },
  ),
})
export type MessageStatistics = Static<typeof MessageStatistics>

const Seconds = nullable(Type.Number(), { description: 'null where nobody was answered', examples: [184] })
const waits = { replies: count, median: Seconds, p90: Seconds }

export const ReplyStatistics = Type.Object({
  ...ShownBuckets,
  overall: Type.Object(waits),
  series: Type.Object(
    { replies: Counts, median: Type.Array(Seconds), p90: Type.Array(Seconds) },
    { description: 'one of each for each bucket, by when the reply was written' },
  ),
  agents: Type.Array(
    Type.Object({
      user: nullable(Type.String({ format: 'uuid' }), { description: 'null: written on the phone of the business' }),
      username: nullable(Type.String(), { examples: ['alex@paisapay.com'] }),
      displayName: nullable(Type.String(), { examples: ['Alex Rao'] }),
      ...waits,
    }),
    { description: 'who answered most comes first' },
  ),
})
export type ReplyStatistics = Static<typeof ReplyStatistics>

export const TemplateStatistics = Type.Object({
  ...ShownRange,
  templates: Type.Array(
    Type.Object({
      name: Type.String({ examples: ['welcome'] }),
      language: Type.String({ examples: ['en_US'] }),
      messages: Type.Integer({ description: 'made of it within the range, whatever became of them', examples: [120] }),
      sent: Type.Integer({ description: 'taken by Meta; also those that went further', examples: [118] }),
      delivered: Type.Integer({ description: 'delivered; also those that were read', examples: [110] }),
      read: Type.Integer({ examples: [74] }),
      failed: Type.Integer({ examples: [2] }),
      replied: Type.Integer({ description: 'the customer wrote within 24 hours', examples: [31] }),
    }),
    { description: 'the most used comes first' },
  ),
})
export type TemplateStatistics = Static<typeof TemplateStatistics>
