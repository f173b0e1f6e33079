import { DateTime, IANAZone } from 'luxon'
import { type Static, Type } from 'typebox'
import { BadInput, type Problem } from '../../errors.ts'
import { asInstant } from '../attributes/families/times.ts'
import type { TeamModel } from '../model/types.ts'

const buckets = ['hour', 'day', 'week'] as const
type Bucket = (typeof buckets)[number]

const time = (description: string) =>
  Type.Optional(Type.String({ maxLength: 40, description, examples: ['2026-01-01'] }))

/** The time that is asked about; for the query of a call. */
export const rangeFields = {
  from: time('epoch milliseconds or ISO 8601, cut to the quarter of an hour; 30 days before `to` unless given'),
  to: time('the first moment that is not asked about; now unless given'),
  timeZone: Type.Optional(
    Type.String({ maxLength: 60, description: 'IANA name; that of the team unless given', examples: ['Asia/Kolkata'] }),
  ),
}
export const RangeQuery = Type.Object(rangeFields, { additionalProperties: false })

export const BucketsQuery = Type.Object(
  {
    ...rangeFields,
    bucket: Type.Optional(
      Type.Enum([...buckets], {
        description:
          'what the range is cut into, in the time zone; weeks begin on Mondays. What fits its length unless given',
        examples: ['day'],
      }),
    ),
  },
  { additionalProperties: false },
)
export type BucketsQuery = Static<typeof BucketsQuery>

const epoch = Type.Integer({ description: 'epoch milliseconds', examples: [1764000000000] })

export const ShownRange = {
  from: epoch,
  to: epoch,
  timeZone: Type.String({ examples: ['Asia/Kolkata'] }),
}
export const ShownBuckets = {
  ...ShownRange,
  bucket: Type.Enum([...buckets]),
  buckets: Type.Array(epoch, {
    description: 'where each bucket begins; the first may begin before `from` and holds only what came after it',
  }),
}
/** One number for each bucket. */
export const Counts = Type.Array(Type.Integer(), { description: 'one for each bucket', examples: [[4]] })

/** A time that is asked about, cut into pieces. */
export interface Range {
  from: Date
  to: Date
  timeZone: string
  bucket: Bucket
  /** where each piece begins */
  starts: readonly Date[]
}

const minute = 60_000
const quarter = 15 * minute
const day = 24 * 60 * minute
const mostBuckets = 1_000

/** @throws BadInput with everything that is wrong with the range */
export function readRange(model: TeamModel, query: BucketsQuery, now = Date.now()): Range {
  const problems: Problem[] = []
  const timeZone = query.timeZone ?? model.team.timeZone
  if (!IANAZone.isValidZone(timeZone)) {
    const message = `"timeZone" must be a time zone like Asia/Kolkata, but "${timeZone}" was given.`
    throw new BadInput(message, { code: 'unknown_time_zone', path: 'timeZone' })
  }
  const read = (name: 'from' | 'to', otherwise: number): number => {
    const given = query[name]
    if (given === undefined) return otherwise
    const instant = asInstant(given, { ...model.context, timeZone })
    if (typeof instant === 'number') return instant
    const { code, reason, hint } = instant
    problems.push({ code, message: `"${name}" ${reason}`, path: name, ...(hint && { hint }) })
    return otherwise
  }
  const to = Math.ceil(read('to', now) / quarter) * quarter
  const from = Math.floor(read('from', to - 30 * day) / quarter) * quarter
  if (problems.length === 0 && from >= to) {
    problems.push({ code: 'empty_range', message: '"from" must lie before "to".', path: 'from' })
  }
  if (problems.length > 0) throw new BadInput(problems)
  const bucket = query.bucket ?? (to - from <= 3 * day ? 'hour' : to - from <= 120 * day ? 'day' : 'week')
  return { from: new Date(from), to: new Date(to), timeZone, bucket, starts: startsOf(from, to, timeZone, bucket) }
}

function startsOf(from: number, to: number, timeZone: string, bucket: Bucket): Date[] {
  const starts: Date[] = []
  const first = DateTime.fromMillis(from, { zone: timeZone }).startOf(bucket)
  for (let next = first; next.toMillis() < to; next = first.plus({ [bucket]: starts.length })) {
    if (starts.length === mostBuckets) throw tooMany(bucket)
    starts.push(next.toJSDate())
  }
  return starts
}

function tooMany(bucket: Bucket): BadInput {
  return new BadInput(
    `The range holds more than ${mostBuckets} buckets of an ${bucket}.`
      .replace('an day', 'a day')
      .replace('an week', 'a week'),
    {
      code: 'too_many_buckets',
      path: 'bucket',
      hint: 'Ask for a shorter range, or for longer buckets.',
    },
  )
}

export const showRange = ({ from, to, timeZone }: Range) => ({ from: from.getTime(), to: to.getTime(), timeZone })

export const showBuckets = (range: Range) => ({
  ...showRange(range),
  bucket: range.bucket,
  buckets: range.starts.map((start) => start.getTime()),
})

/** A number for each bucket, from rows that name theirs, counted from 1 as width_bucket does. */
export function perBucket<Row extends { bucket: number }>(
  range: Range,
  rows: Iterable<Row>,
  count: (row: Row) => number,
): number[] {
  const counts = range.starts.map(() => 0)
  for (const row of rows)
    if (row.bucket <= counts.length) counts[row.bucket - 1] = (counts[row.bucket - 1] ?? 0) + count(row)
  return counts
}
