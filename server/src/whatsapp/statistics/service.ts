import type { Database, Reader } from '../../database/database.ts'
import type { Models } from '../../platform/model/service.ts'
import { type BucketsQuery, perBucket, readRange, showBuckets, showRange } from '../../platform/statistics/range.ts'
import { whoIs } from '../../platform/statistics/service.ts'
import type { Scope } from '../../scope.ts'
import { explain } from '../graph/errors.ts'
import { deliveryStatuses } from '../messages/types.ts'
import * as store from './store.ts'
import type { MessageStatistics, ReplyStatistics, TemplateStatistics } from './types.ts'

/** What a dashboard shows of messages, replies and templates. */
export class MessagingStatistics {
  readonly #db: Database
  readonly #models: Models

  constructor({ db, models }: { db: Database; models: Models }) {
    this.#db = db
    this.#models = models
  }

  /** Open chats by whom they are assigned to; null: nobody. */
  openChats(scope: Scope): Promise<Map<string | null, number>> {
    return store.countOpenChats(this.#reader(scope), scope)
  }

  async ofMessages(scope: Scope, query: BucketsQuery): Promise<MessageStatistics> {
    const range = readRange(await this.#models.of(scope), query)
    const db = this.#reader(scope)
    const rows = await store.findMessageCounts(db, scope, range)
    const counted = (chosen: readonly store.MessageCount[]) => {
      const counts = perBucket(range, chosen, ({ count }) => count)
      return { total: counts.reduce((sum, count) => sum + count, 0), counts }
    }
    return {
      ...showBuckets(range),
      inbound: counted(rows.filter(({ direction }) => direction === 'INBOUND')),
      outbound: deliveryStatuses.map((deliveryStatus) => ({
        deliveryStatus,
        ...counted(rows.filter((row) => row.direction === 'OUTBOUND' && row.deliveryStatus === deliveryStatus)),
      })),
      failures: (await store.findFailures(db, scope, range)).map((failure) => ({
        ...failure,
        ...explained(failure.code),
      })),
    }
  }

  async ofReplies(scope: Scope, query: BucketsQuery): Promise<ReplyStatistics> {
    const model = await this.#models.of(scope)
    const range = readRange(model, query)
    const waits = await store.findWaits(this.#reader(scope), scope, range)
    const inBucket = new Map(waits.flatMap((wait) => (wait.bucket > 0 ? [[wait.bucket, wait]] : [])))
    const series = range.starts.map((_, index) => inBucket.get(index + 1) ?? nobodyWaited)
    const overall = waits.find(({ bucket, isOfUser }) => bucket === 0 && !isOfUser) ?? nobodyWaited
    return {
      ...showBuckets(range),
      overall: { replies: overall.replies, median: overall.median, p90: overall.p90 },
      series: {
        replies: series.map(({ replies }) => replies),
        median: series.map(({ median }) => median),
        p90: series.map(({ p90 }) => p90),
      },
      agents: waits
        .filter(({ isOfUser }) => isOfUser)
        .sort((one, other) => other.replies - one.replies)
        .map(({ userId, replies, median, p90 }) => {
          const who = userId === null ? null : whoIs(model, userId)
          return {
            user: userId,
            username: who?.username ?? null,
            displayName: who?.displayName ?? null,
            replies,
            median,
            p90,
          }
        }),
    }
  }

  async ofTemplates(scope: Scope, query: BucketsQuery): Promise<TemplateStatistics> {
    const range = readRange(await this.#models.of(scope), { ...query, bucket: 'week' })
    const rows = await store.findTemplateCounts(this.#reader(scope), scope, range)
    const templates = [...Map.groupBy(rows, ({ template }) => template)].map(([template, counts]) => {
      const of = (...statuses: string[]): number =>
        counts.reduce((sum, { deliveryStatus, count }) => sum + (statuses.includes(deliveryStatus) ? count : 0), 0)
      const end = template.lastIndexOf('/')
      return {
        name: template.slice(0, end),
        language: template.slice(end + 1),
        messages: of(...deliveryStatuses),
        sent: of('SENT', 'DELIVERED', 'READ', 'PLAYED'),
        delivered: of('DELIVERED', 'READ', 'PLAYED'),
        read: of('READ', 'PLAYED'),
        failed: of('FAILED'),
        replied: of('REPLIED'),
      }
    })
    return {
      ...showRange(range),
      templates: templates.sort((one, other) => other.messages - one.messages || one.name.localeCompare(other.name)),
    }
  }

  #reader(scope: Scope): Reader {
    return scope.transaction ?? this.#db
  }
}

const nobodyWaited = { replies: 0, median: null, p90: null }

/** A code of Meta's is a number; the words are ours. */
function explained(code: string): { explanation: string; advice: string | null } {
  if (/^\d{1,9}$/.test(code)) {
    const { says, advice } = explain(Number(code))
    return { explanation: says, advice }
  }
  const explanation = ours[code] ?? 'The message was not sent, for a reason of this server that it tells of itself.'
  return { explanation, advice: null }
}

const ours: Readonly<Record<string, string>> = {
  cancelled: 'It was cancelled before it was sent.',
  settled_by_hand: 'Somebody of the team has said that it was not sent.',
  unknown: 'Meta has told that it failed, but not why.',
}
