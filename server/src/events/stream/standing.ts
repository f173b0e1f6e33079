import type { Reader } from '../../database/database.ts'
import {
  holdersOfProcesses,
  holdersOfRecords,
  type ProcessHolder,
  type RecordHolder,
} from '../../platform/processes/holders.ts'
import type { Scope } from '../../scope.ts'
import { type ChatHolder, holdersOfChats } from '../../whatsapp/chats/holders.ts'
import { type Rule, ruleOf } from './kinds.ts'
import type { EventRow } from './store.ts'

/** With whom the things are now that events are about: what reach is judged by. */
export interface Standing {
  processes: ReadonlyMap<string, ProcessHolder>
  records: ReadonlyMap<string, readonly RecordHolder[]>
  /** by chat, message or contact */
  chats: ReadonlyMap<string, readonly ChatHolder[]>
}

/** Set by set, however many events there are. */
export async function standingOf(
  db: Reader,
  team: Pick<Scope, 'teamId'>,
  events: readonly EventRow[],
): Promise<Standing> {
  const subjects = (rule: Rule, idOf: (event: EventRow) => string | null): string[] => [
    ...new Set(events.filter(({ kind }) => ruleOf(kind) === rule).flatMap((event) => idOf(event) ?? [])),
  ]
  const isMessage = ({ kind }: EventRow): boolean => /^(message|media)\./.test(kind)
  return {
    processes: await holdersOfProcesses(
      db,
      team,
      subjects('process', (event) => event.subjectId),
    ),
    records: await holdersOfRecords(
      db,
      team,
      subjects('record', (event) => event.subjectId),
    ),
    chats: await holdersOfChats(db, team, {
      chats: subjects('chat', (event) => event.chatId ?? (isMessage(event) ? null : event.subjectId)),
      messages: subjects('chat', (event) => (event.chatId === null && isMessage(event) ? event.subjectId : null)),
      contacts: subjects('contact', (event) => event.subjectId),
    }),
  }
}

/** The chat that an event belongs to, where it belongs to one. */
export function chatOf(event: EventRow, standing: Standing): ChatHolder | undefined {
  return ruleOf(event.kind) === 'chat' ? standing.chats.get(event.chatId ?? event.subjectId)?.[0] : undefined
}
