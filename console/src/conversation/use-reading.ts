import type { Chat } from '@nadi/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../api/client.ts'
import { invalidateFor } from '../api/invalidate.ts'

/** A chat that lies open before somebody is read. */
export function useReading({ id, unreadCount }: Chat): void {
  const client = useQueryClient()
  const isAsked = useRef(false)
  useEffect(() => {
    const read = async (): Promise<void> => {
      if (unreadCount === 0 || document.visibilityState !== 'visible' || isAsked.current) return
      isAsked.current = true
      try {
        await api.call('PUT /v1/ext/chat/{chatId}/read', { path: { chatId: id } })
        invalidateFor(client, ['chat.'])
      } catch {
        // it stays unread, which its count says; the next look at it tries again
      } finally {
        isAsked.current = false
      }
    }
    void read()
    const seen = (): void => void read()
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [client, id, unreadCount])
}
