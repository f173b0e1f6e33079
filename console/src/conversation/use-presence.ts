import { useCallback, useEffect, useRef } from 'react'
import { api } from '../api/client.ts'
import { tellPresence } from '../app/presence.ts'
import { useSession } from '../app/session.ts'

const call = 'PUT /v1/ext/chat/{chatId}/presence'
const everyMs = 10_000
/** so long after the last key one counts as typing */
const typingMs = 4_000

/** Tells the others that one has a chat open, and hears who else has; answers what to call at each key. */
export function usePresence(chatId: string): () => void {
  const { user } = useSession()
  const typedAt = useRef(0)
  const wasTyping = useRef(false)
  const tell = useCallback(async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return
    const typing = Date.now() - typedAt.current < typingMs
    wasTyping.current = typing
    const { data } = await api.call(call, { path: { chatId }, body: { typing } })
    tellPresence({ chat: chatId, people: data })
  }, [chatId])
  useEffect(() => {
    // somebody who can't be told of is no reason to disturb whoever writes
    const tellQuietly = (): void => void tell().catch(() => undefined)
    tellQuietly()
    const steady = setInterval(tellQuietly, everyMs)
    const ends = setInterval(() => {
      if (wasTyping.current && Date.now() - typedAt.current >= typingMs) tellQuietly()
    }, 1_000)
    return () => {
      clearInterval(steady)
      clearInterval(ends)
      void api.call(call, { path: { chatId }, body: { here: false } }).catch(() => undefined)
    }
  }, [chatId, tell])
  // whoever signs in as somebody else is another one here
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  return useCallback(() => {
    typedAt.current = Date.now()
    if (!wasTyping.current) {
      wasTyping.current = true
      void tell().catch(() => undefined)
    }
  }, [tell, user.id])
}
