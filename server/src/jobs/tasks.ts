import type { JobHelpers, TaskList } from 'graphile-worker'

/** What the queue can run, and with what payload. A payload names rows; it never carries data that the database holds. */
export interface JobPayloads {
  /** goes on with a bulk job from its next unsettled entry */
  'background-job': { teamId: string; jobId: string }
  /** after a change of the model: processes that were written meanwhile, by the model of before */
  'catch-up': { teamId: string; procedureId: string; attributeIds: string[]; since: number }
  /** once a plugin was connected: subscribes to its events and reads what Meta has; `origin` is where this server is reached */
  'plugin-check': { teamId: string; pluginId: string; origin?: string }
  /** once an account has a number that was not known: events that came for it meanwhile */
  'take-foreign-again': { teamId: string; pluginId: string }
  /** gives chats that wait to people who are there */
  'assign-chats': { teamId: string }
  /** tells a customer that nobody is there */
  'away-message': { teamId: string; chatId: string; ruleId: string }
  /** goes on queueing deliveries again from where it was */
  'webhook-replay': { teamId: string; replayId: string }
  /** reads the templates of a connected WhatsApp account from Meta */
  'refresh-templates': { teamId: string; pluginId: string }
  /** fetches the file of a message from Meta */
  'keep-media': { teamId: string; mediaId: string }
  /** mails a link to set a password with; `origin` is where people reach this server */
  'mail-link': { teamId: string; linkId: string; origin: string }
  /** makes such links for whoever signs in by that name, if anybody does */
  'forgotten-password': { username: string; origin: string }
  /** messages wait to be sent by a business number */
  'send-lane': { teamId: string; pluginId: string; phoneNumberId: string }
  /** every few minutes: picks up what was left lying */
  upkeep: object
  /** every hour: removes what nobody needs any longer */
  sweep: object
}

export type JobName = keyof JobPayloads

/** `stopping` is set when the worker stops: a long job then gives the rest of its work back by adding itself again. */
export type JobHandler<Name extends JobName> = (payload: JobPayloads[Name], stopping: AbortSignal) => Promise<void>

export type JobHandlers = { [Name in JobName]: JobHandler<Name> }

/** @param run is handed each job's id and its work, and runs it */
export const toTaskList = (
  handlers: JobHandlers,
  run: (jobId: string, work: () => Promise<void>) => Promise<void>,
  stopping: AbortSignal,
): TaskList =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (payload: unknown, { job }: JobHelpers) => run(String(job.id), () => handler(payload as never, stopping)),
    ]),
  )
