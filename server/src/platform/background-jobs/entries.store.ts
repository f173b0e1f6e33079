import { createReadStream } from 'node:fs'
import { sql } from 'kysely'
import { copyIn, copyValue } from '../../database/copy.ts'
import type { Reader, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { JobRow } from './job-row.ts'
import type { SpooledRows } from './row-file.ts'
import type { EntryStatus, SettledStatus } from './types.ts'

type Team = Pick<Scope, 'teamId'>

export async function insertEntries(tx: Tx, rows: SpooledRows): Promise<void> {
  const statement = 'copy background_job_entries (team_id, job_id, index, input, refusal) from stdin'
  await copyIn(tx, statement, createReadStream(rows.file))
}

/** A row that waits for its turn. */
export interface WaitingEntry {
  index: number
  /** the row's JSON, to the letter */
  text: string
  refusal: Problem[] | null
}

const selectWaiting = prepared<WaitingEntry>(
  'find-waiting-entries',
  `select index, text, refusal
   from (
     select index, input::text as text, refusal, sum(octet_length(input::text)) over (order by index) as bytes
     from background_job_entries where team_id = $1 and job_id = $2 and index >= $3 and index < $4
   ) as e
   where bytes <= $5 or index = $3
   order by index`,
)

/** The rows from one index up to another; fewer, but at least one, where they hold more than so many bytes. */
export const findWaitingEntries = (
  db: Reader,
  { teamId }: Team,
  jobId: string,
  { from, to, bytes }: { from: number; to: number; bytes: number },
): Promise<WaitingEntry[]> => selectWaiting(db, [teamId, jobId, from, to, bytes])

/** What became of a row. */
export interface EntryOutcome {
  status: SettledStatus
  processId: string | null
  errors: Problem[] | null
}

/** Settles the rows from `from` on, one outcome each; null where it comes later. */
export async function insertOutcomes(
  tx: Tx,
  { teamId }: Team,
  jobId: string,
  from: number,
  outcomes: readonly (EntryOutcome | null)[],
): Promise<void> {
  const at = copyValue(new Date())
  const lines = outcomes.flatMap((outcome, place) => {
    if (!outcome) return []
    const { status, processId, errors } = outcome
    const problems = copyValue(errors && JSON.stringify(errors))
    return `${teamId}\t${jobId}\t${from + place}\t${status}\t${copyValue(processId)}\t${problems}\t${at}\n`
  })
  const statement =
    'copy background_job_outcomes (team_id, job_id, index, completion_status, process_id, errors, at) from stdin'
  await copyIn(tx, statement, lines.join(''))
}

/** A row with what became of it so far. */
export interface EntryRow {
  index: number
  input: unknown
  status: EntryStatus
  processId: string | null
  chatMessageId: string | null
  errors: Problem[] | null
  settledAt: Date | null
}

export interface EntryFilter {
  status: EntryStatus | null
  /** the first index of those wanted */
  from: number
  /** how many of those to leave out */
  skip: number
  limit: number
}

/** In the order of the rows. */
export async function findEntries(
  db: Reader,
  { teamId }: Team,
  job: Pick<JobRow, 'id' | 'nextIndex' | 'work'>,
  { status, from, skip, limit }: EntryFilter,
): Promise<EntryRow[]> {
  const onlyWaiting = status === 'NOT_STARTED'
  // outcomes are the narrower way in where a status is asked for, and the refused ones have an index of their own
  const { rows } =
    status === null || onlyWaiting
      ? await sql<EntryRow>`
          select e.index, e.input, coalesce(o.completion_status, 'NOT_STARTED') as status, o.process_id as "processId",
            o.chat_message_id as "chatMessageId", o.errors, o.at as "settledAt"
          from background_job_entries e
          left join background_job_outcomes o on o.team_id = e.team_id and o.job_id = e.job_id and o.index = e.index
          where e.team_id = ${teamId} and e.job_id = ${job.id} and e.index >= ${onlyWaiting && job.work !== 'send' ? Math.max(from, job.nextIndex) : from}
            ${onlyWaiting ? sql`and o.index is null` : sql``}
          order by e.index limit ${limit} offset ${skip}`.execute(db)
      : await sql<EntryRow>`
          select e.index, e.input, o.completion_status as status, o.process_id as "processId", o.chat_message_id as "chatMessageId", o.errors,
            o.at as "settledAt"
          from background_job_outcomes o
          join background_job_entries e on e.team_id = o.team_id and e.job_id = o.job_id and e.index = o.index
          where o.team_id = ${teamId} and o.job_id = ${job.id} and o.index >= ${from} and o.completion_status = ${status}
            ${status === 'SUCCESS' ? sql`` : sql`and o.completion_status <> 'SUCCESS'`}
          order by o.index limit ${limit} offset ${skip}`.execute(db)
  return rows
}

/** A refused row as its download tells it: the input stands there to the letter. */
export interface RefusedEntry {
  index: number
  status: SettledStatus
  text: string
  errors: Problem[]
}

export async function findRefusedEntries(
  db: Reader,
  { teamId }: Team,
  jobId: string,
  { from, limit }: { from: number; limit: number },
): Promise<RefusedEntry[]> {
  const { rows } = await sql<RefusedEntry>`
    select o.index, o.completion_status as status, e.input::text as text, o.errors
    from background_job_outcomes o
    join background_job_entries e on e.team_id = o.team_id and e.job_id = o.job_id and e.index = o.index
    where o.team_id = ${teamId} and o.job_id = ${jobId} and o.index >= ${from} and o.completion_status <> 'SUCCESS'
    order by o.index limit ${limit}`.execute(db)
  return rows
}
