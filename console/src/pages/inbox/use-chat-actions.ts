import type { Chat } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { tellUndoable } from '../../ui/toast.ts'

/** What people do with a chat. It is shown at once, and put back where the server says no. */
export function useChatActions(chat: Chat) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const path = { chatId: chat.id }
  const key = callOf('GET /v1/ext/chat/{chatId}', { path }).queryKey
  const change = useMutation({
    mutationFn: ({ work }: { shown: Partial<Chat>; work: () => Promise<unknown> }) => work(),
    onMutate: ({ shown }) => {
      const before = client.getQueryData(key)
      client.setQueryData(key, before && { ...before, data: { ...before.data, ...shown } })
      return { before }
    },
    onError: (_error, _input, context) => client.setQueryData(key, context?.before),
    onSettled: () => invalidateFor(client, ['chat.']),
  })
  const assignedTo = (user: string | null) =>
    change.mutateAsync({
      shown: { assignedTo: user },
      work: () => api.call('PUT /v1/ext/chat/{chatId}/assign', { path, body: { assignedTo: user } }),
    })
  const setStatus = (status: Chat['status']) =>
    change.mutateAsync({
      shown: { status },
      work: () =>
        status === 'CLOSED'
          ? api.call('PUT /v1/ext/chat/{chatId}/close', { path })
          : api.call('PUT /v1/ext/chat/{chatId}/reopen', { path }),
    })
  return {
    /** @param name of whoever gets it; null: oneself */
    assign: async (user: string | null, name: string | null): Promise<void> => {
      const before = chat.assignedTo
      await assignedTo(user)
      const done =
        user === null
          ? t('Nobody has the chat now')
          : name === null
            ? t('The chat is yours now')
            : t('{{name}} has the chat now', { name })
      tellUndoable(done, () => void assignedTo(before))
    },
    close: async (): Promise<void> => {
      await setStatus('CLOSED')
      tellUndoable(t('Closed'), () => void setStatus('OPEN'))
    },
    markUnread: async (): Promise<void> => {
      await change.mutateAsync({
        shown: { unreadCount: 1 },
        work: () => api.call('PUT /v1/ext/chat/{chatId}/unread', { path }),
      })
    },
    reopen: async (): Promise<void> => void (await setStatus('OPEN')),
    setLabels: async (labels: readonly string[]): Promise<void> => {
      const add = labels.filter((label) => !chat.labels.includes(label))
      const remove = chat.labels.filter((label) => !labels.includes(label))
      await change.mutateAsync({
        shown: { labels: [...labels] },
        work: () => api.call('PUT /v1/ext/chat/{chatId}/labels', { path, body: { add, remove } }),
      })
    },
  }
}
