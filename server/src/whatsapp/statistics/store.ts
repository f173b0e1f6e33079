import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Range } from '../../platform/statistics/range.ts'
import type { Scope } from '../../scope.ts'

type Team = Pick<Scope, 'teamId'>
type Span = Pick<Range, 'from' | 'to'>

export interface MessageCount {
  bucket: number
  direction: 'INBOUND' | 'OUTBOUND'
  deliveryStatus: string
  count: number
}

export async function findMessageCounts(
  db: Reader,
  { teamId }: Team,
  { from, to, starts }: Range,
): Promise<MessageCount[]> {
  const { rows } = await sql<MessageCount>`
    select width_bucket(slot, ${[...starts]}::timestamptz[]) as bucket, direction, delivery_status as "deliveryStatus",
      greatest(sum(count), 0) as count
    from statistics_messages where team_id = ${teamId} and slot >= ${from} and slot < ${to} group by 1, 2, 3`.execute(
    db,
  )
  return rows
}

export async function findFailures(
  db: Reader,
  { teamId }: Team,
  { from, to }: Span,
): Promise<{ code: string; count: number }[]> {
  const { rows } = await sql<{ code: string; count: number }>`
    select code, sum(count) as count from statistics_failures
    where team_id = ${teamId} and slot >= ${from} and slot < ${to} group by 1 having sum(count) > 0 order by 2 desc, 1`.execute(
    db,
  )
  return rows
}

/** How long customers waited for replies: by bucket, by who replied, and in all. */
export interface Wait {
  /** 0: all of them */
  bucket: number
  userId: string | null
  isOfUser: boolean
  replies: number
  median: number
  p90: number
}

export async function findWaits(db: Reader, { teamId }: Team, { from, to, starts }: Range): Promise<Wait[]> {
  const { rows } = await sql<Wait>`
    select coalesce(bucket, 0) as bucket, user_id as "userId", grouping(user_id) = 0 as "isOfUser", count(*) as replies,
      percentile_cont(0.5) within group (order by seconds) as median, percentile_cont(0.9) within group (order by seconds) as p90
    from (
      select width_bucket(at, ${[...starts]}::timestamptz[]) as bucket, user_id, seconds
      from statistics_replies where team_id = ${teamId} and at >= ${from} and at < ${to}
    ) r group by grouping sets ((), (bucket), (user_id)) having count(*) > 0`.execute(db)
  return rows
}

export interface TemplateCount {
  template: string
  deliveryStatus: string
  count: number
}

export async function findTemplateCounts(db: Reader, { teamId }: Team, { from, to }: Span): Promise<TemplateCount[]> {
  const { rows } = await sql<TemplateCount>`
    select template, delivery_status as "deliveryStatus", sum(count) as count from statistics_messages
    where team_id = ${teamId} and slot >= ${from} and slot < ${to} and template <> '' group by 1, 2
    union all
    select template, 'REPLIED', count(*) from statistics_template_replies
    where team_id = ${teamId} and at >= ${from} and at < ${to} group by 1`.execute(db)
  return rows
}

/** Open chats by whom they are assigned to; null: nobody. */
export async function countOpenChats(db: Reader, { teamId }: Team): Promise<Map<string | null, number>> {
  const { rows } = await sql<{ userId: string | null; count: number }>`
    select assigned_to as "userId", count(*) from chats where team_id = ${teamId} and status = 'OPEN' group by 1`.execute(
    db,
  )
  return new Map(rows.map(({ userId, count }) => [userId, count]))
}
