import type { TeamModel } from '../../platform/model/types.ts'
import type { Process } from '../../platform/processes/types.ts'
import type { ChatMessage } from '../../whatsapp/messages/types.ts'
import type { RelayedEvent } from './store.ts'

/** What events are about, as it is now. */
export interface Subjects {
  processes: ReadonlyMap<string, Process>
  messages: ReadonlyMap<string, ChatMessage>
}

/**
 * What an endpoint gets of an event of the engine: what changed, who did it, and of a process or a message also all of it, as it is when the event is
 * sent; a process's `version` tells whether it has changed since.
 */
export function eventBody(
  { teamId }: { teamId: string },
  model: TeamModel,
  event: RelayedEvent,
  { processes, messages }: Subjects,
): string {
  return JSON.stringify({
    event: event.kind,
    payload: {
      id: event.eventId,
      at: event.at.getTime(),
      team: teamId,
      subject: event.subjectId,
      procedure: event.procedureId,
      procedureShortId: (event.procedureId && model.procedures.get(event.procedureId)?.shortId) || null,
      by: {
        user: event.userId,
        username: (event.userId && model.users.get(event.userId)?.username) || null,
        key: event.keyId,
      },
      before: event.before,
      after: event.after,
      ...(isAboutProcess(event) && { process: processes.get(event.subjectId) ?? null }),
      ...(isAboutMessage(event) && { message: messages.get(event.subjectId) ?? null }),
    },
  })
}

/** Events of tasks stand under their process too. */
export const isAboutProcess = ({ kind }: Pick<RelayedEvent, 'kind'>): boolean => /^(process|task)\./.test(kind)

export const isAboutMessage = ({ kind }: Pick<RelayedEvent, 'kind'>): boolean => kind.startsWith('message.')
