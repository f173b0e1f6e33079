import type { Scope } from '../../scope.ts'
import type { TeamModel } from '../model/types.ts'
import { type BackgroundJob, type JobStatus, jobType, type StatusCounts, type Work } from './types.ts'

/** A job as the database holds it. */
export interface JobRow {
  id: string
  work: Work
  /** null of a job that sends messages */
  procedureId: string | null
  status: JobStatus
  statusMessage: string | null
  entryCount: number
  /** every entry below has been read: it is settled, or its outcome comes later */
  nextIndex: number
  successCount: number
  invalidCount: number
  errorCount: number
  /** of `errorCount`: nobody knows yet */
  unconfirmedCount: number
  userId: string | null
  keyId: string | null
  roleId: string
  /** of a job that sends: what the request gave beside its rows */
  settings: unknown
  scheduledFor: Date | null
  createdAt: Date
  updatedAt: Date
  completedAt: Date | null
}

export const presentJob = (scope: Pick<Scope, 'teamId'>, model: TeamModel, job: JobRow): BackgroundJob => ({
  id: job.id,
  createdAt: job.createdAt.getTime(),
  updatedAt: job.updatedAt.getTime(),
  completionStatus: job.status,
  statusMessage: job.statusMessage,
  startedAt: job.createdAt.getTime(),
  completedAt: job.completedAt?.getTime() ?? 0,
  team: scope.teamId,
  type: jobType,
  work: job.work,
  procedure: job.procedureId,
  procedureShortId: model.procedures.get(job.procedureId ?? '')?.shortId ?? '',
  createdBy: job.userId,
  entryCount: job.entryCount,
  settledCount: settledOf(job),
  unconfirmedCount: job.unconfirmedCount,
  scheduledFor: job.scheduledFor?.getTime() ?? null,
})

export const countsOf = (job: JobRow): StatusCounts => ({
  INVALID: job.invalidCount,
  NOT_STARTED: job.entryCount - settledOf(job),
  SUCCESS: job.successCount,
  ERROR: job.errorCount,
})

export const settledOf = ({ successCount, invalidCount, errorCount }: JobRow): number =>
  successCount + invalidCount + errorCount
