import type { Calls, ChatMessage } from '@nadi/sdk'
import type { Waiting } from './outbox.ts'

export type Note = Calls['GET /v1/ext/chat/{chatId}/notes']['data'][number]

/** One thing in the thread of a chat, in the order of time. */
export type Item =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'message'; key: string; at: number; message: ChatMessage; isFollowing: boolean }
  | { kind: 'note'; key: string; at: number; note: Note }
  | { kind: 'waiting'; key: string; at: number; waiting: Waiting }

interface Parts {
  messages: readonly ChatMessage[]
  notes: readonly Note[]
  waiting: readonly Waiting[]
  /** messages before these are not read yet, and so neither are notes of then */
  hasOlder: boolean
  dayOf: (at: number) => string
}

const nearMs = 3 * 60_000

export function itemsOf({ messages, notes, waiting, hasOlder, dayOf }: Parts): Item[] {
  const since = hasOlder ? (messages[0]?.timestamp ?? 0) : 0
  const stored: Item[] = [
    // reactions stand on what they are about
    ...messages
      .filter(({ dataType }) => dataType !== 'reaction')
      .map((message) => ({
        kind: 'message' as const,
        key: message.id,
        at: message.timestamp,
        message,
        isFollowing: false,
      })),
    ...notes
      .filter(({ createdAt }) => createdAt >= since)
      .map((note) => ({ kind: 'note' as const, key: note.id, at: note.createdAt, note })),
  ]
  const inOrder = [
    ...stored.sort((a, b) => a.at - b.at),
    ...waiting
      .filter(({ outgoing }) => !outgoing.reaction)
      .map((each) => ({ kind: 'waiting' as const, key: each.id, at: each.at, waiting: each })),
  ]
  return inOrder.flatMap((item, index): Item[] => {
    const before = inOrder[index - 1]
    if (!before || dayOf(before.at) !== dayOf(item.at)) {
      return [{ kind: 'day', key: `day ${item.key}`, at: item.at }, item]
    }
    return [item.kind === 'message' ? { ...item, isFollowing: isFollowing(before, item.message) } : item]
  })
}

/** Whether it stands under one of the same sender, a moment before: such bubbles lie close together. */
const isFollowing = (before: Item, { direction, user, timestamp }: ChatMessage): boolean =>
  before.kind === 'message' &&
  before.message.direction === direction &&
  before.message.user === user &&
  timestamp - before.at < nearMs
