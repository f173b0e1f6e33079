import type { TaskList } from 'graphile-worker'

/** What the queue can run, and with what payload. A payload names rows; it never carries data that the database holds. */
export interface JobPayloads {
  /** goes on with a bulk job from its next unsettled entry */
  'background-job': { teamId: string; jobId: string }
}

export type JobName = keyof JobPayloads

export type JobHandlers = { [Name in JobName]: (payload: JobPayloads[Name]) => Promise<void> }

export const toTaskList = (handlers: JobHandlers): TaskList =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, (payload: unknown) => handler(payload as never)]),
  )
