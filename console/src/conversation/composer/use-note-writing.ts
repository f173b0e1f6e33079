import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { draftOf, keepDraft } from '../drafts.ts'
import { mentionsIn } from '../mentions.ts'

/** Writes notes of a chat. One that could not be stored goes back to where it was written, before what was begun meanwhile. */
export function useNoteWriting(chatId: string) {
  const client = useQueryClient()
  const { users } = useTeamModel()
  const { mutate, isPending } = useMutation({
    mutationFn: (text: string) =>
      api.call('POST /v1/ext/chat/{chatId}/note', {
        path: { chatId },
        body: { text, mentions: mentionsIn(text, users) },
        idempotencyKey: true,
      }),
    onError: (_error, text) => keepDraft(chatId, 'note', [text, draftOf(chatId, 'note')].filter(Boolean).join('\n')),
    onSettled: () => invalidateFor(client, ['chat_note.']),
  })
  return { write: mutate, isWriting: isPending }
}
