import { useSyncExternalStore } from 'react'

export interface PersonHere {
  user: string
  displayName: string
  typing: boolean
}

const nobody: readonly PersonHere[] = []
const here = new Map<string, readonly PersonHere[]>()
const listeners = new Set<() => void>()

/** What the stream tells of who has a chat open. */
export function tellPresence({ chat, people }: { chat: string; people: PersonHere[] }): void {
  here.set(chat, people)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Who has the chat open now, oneself included. */
export const usePeopleAt = (chat: string): readonly PersonHere[] =>
  useSyncExternalStore(subscribe, () => here.get(chat) ?? nobody)
