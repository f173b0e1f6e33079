import { useSyncExternalStore } from 'react'

/** What is begun: for the customer, or for the team alone. */
export type DraftKind = 'message' | 'note'

/** What was begun in each chat and not sent, while the console is open. */
const drafts = new Map<string, string>()
const listeners = new Set<() => void>()

const keyOf = (chatId: string, kind: DraftKind): string => `${kind} ${chatId}`

export const draftOf = (chatId: string, kind: DraftKind): string => drafts.get(keyOf(chatId, kind)) ?? ''

export function keepDraft(chatId: string, kind: DraftKind, text: string): void {
  if (text === '') drafts.delete(keyOf(chatId, kind))
  else drafts.set(keyOf(chatId, kind), text)
  for (const each of listeners) each()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The text that was begun in a chat; still there when one comes back to it, and back where it could not be stored. */
export const useDraft = (chatId: string, kind: DraftKind): string =>
  useSyncExternalStore(subscribe, () => draftOf(chatId, kind))
