import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { completeIn, endIn } from './settle.ts'
import * as store from './store.ts'

/** What became of a row whose outcome came later than it was read. */
export interface LaterOutcome {
  index: number
  status: 'SUCCESS' | 'ERROR'
  /** nobody knows whether the message was sent; such an outcome may be told again, better */
  isUnconfirmed: boolean
  chatMessageId: string
  processId: string | null
  errors: Problem[] | null
}

/**
 * Settles rows of a job as their outcomes come, in any order. One that is settled already stays as it is, unless nobody knew. The last row that had
 * none ends the job.
 */
export async function settleEntries(
  tx: Tx,
  team: Pick<Scope, 'teamId'>,
  jobId: string,
  outcomes: readonly LaterOutcome[],
): Promise<void> {
  if (outcomes.length === 0) return
  const job = await store.lockJob(tx, team, jobId)
  if (!job) return
  const { teamId } = team
  const { rows: changes } = await sql<{ status: 'SUCCESS' | 'ERROR'; isUnconfirmed: boolean; wasUnconfirmed: boolean }>`
    with given as (
      select * from unnest(
        ${outcomes.map((each) => each.index)}::integer[], ${outcomes.map((each) => each.status)}::text[],
        ${outcomes.map((each) => each.isUnconfirmed)}::boolean[], ${outcomes.map((each) => each.chatMessageId)}::uuid[],
        ${outcomes.map((each) => each.processId)}::uuid[], ${outcomes.map((each) => each.errors && JSON.stringify(each.errors))}::json[]
      ) as g (index, status, is_unconfirmed, chat_message_id, process_id, errors)
    ), known as (
      select index, is_unconfirmed from background_job_outcomes
      where team_id = ${teamId} and job_id = ${jobId} and index in (select index from given)
    ), corrected as (
      update background_job_outcomes o set completion_status = g.status, is_unconfirmed = g.is_unconfirmed, errors = g.errors, at = now()
      from given g
      where o.team_id = ${teamId} and o.job_id = ${jobId} and o.index = g.index and o.is_unconfirmed and not g.is_unconfirmed
      returning g.status, g.is_unconfirmed, true as was_unconfirmed
    ), added as (
      insert into background_job_outcomes (team_id, job_id, index, completion_status, is_unconfirmed, chat_message_id, process_id, errors, at)
      select ${teamId}::uuid, ${jobId}::uuid, g.index, g.status, g.is_unconfirmed, g.chat_message_id, g.process_id, g.errors, now()
      from given g where not exists (select from known k where k.index = g.index)
      returning completion_status as status, is_unconfirmed, false as was_unconfirmed
    )
    select status, is_unconfirmed as "isUnconfirmed", was_unconfirmed as "wasUnconfirmed" from corrected
    union all select status, is_unconfirmed, was_unconfirmed from added`.execute(tx)
  if (changes.length === 0) return
  const count = (of: (change: (typeof changes)[number]) => boolean): number => changes.filter(of).length
  const corrected = count(({ wasUnconfirmed }) => wasUnconfirmed)
  await store.advanceJob(tx, team, jobId, {
    nextIndex: job.nextIndex,
    succeeded: count(({ status }) => status === 'SUCCESS'),
    invalid: 0,
    failed: count(({ status }) => status === 'ERROR') - corrected,
    unconfirmed: count(({ isUnconfirmed }) => isUnconfirmed) - corrected,
  })
  const after = await store.findJob(tx, team, jobId)
  if (after && after.nextIndex >= after.entryCount) await completeIn(tx, team, after)
}

/** A job that can't go on: the rows that have no outcome are not tried. */
export async function failJob(tx: Tx, team: Pick<Scope, 'teamId'>, jobId: string, message: string): Promise<void> {
  const job = await store.lockJob(tx, team, jobId)
  if (job?.status === 'IN_PROGRESS') await endIn(tx, team, job, 'FAILED', message)
}
