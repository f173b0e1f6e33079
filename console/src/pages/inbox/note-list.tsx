import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { useSession } from '../../app/session.ts'
import type { Note } from '../../conversation/items.ts'
import { mentionsIn } from '../../conversation/mentions.ts'
import { NoteText } from '../../conversation/note-text.tsx'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { useConfirm } from '../../ui/confirm.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Textarea } from '../../ui/input.tsx'
import { Time } from '../../ui/time.tsx'
import { SideSection } from './side-section.tsx'

/** What the team noted on the chat; whoever wrote a note may change it. */
export function NoteList({ chatId }: { chatId: string }) {
  const { t } = useTranslation()
  const notes = useQuery(callOf('GET /v1/ext/chat/{chatId}/notes', { path: { chatId } })).data?.data ?? []
  return (
    <SideSection title={t('Notes')}>
      {notes.length === 0 ? (
        <p className="text-[13px] text-ink-soft">{t('Notes are written below the chat; only the team sees them.')}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {notes.map((note) => (
            <li key={note.id}>
              <OneNote note={note} />
            </li>
          ))}
        </ul>
      )}
    </SideSection>
  )
}

function OneNote({ note }: { note: Note }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const confirm = useConfirm()
  const model = useTeamModel()
  const { user } = useSession()
  const [edited, setEdited] = useState<string | null>(null)
  const path = { chatId: note.chat, noteId: note.id }
  const options = { onSettled: () => invalidateFor(client, ['chat_note.']) }
  const save = useMutation({
    ...options,
    mutationFn: (text: string) =>
      api.call('PUT /v1/ext/chat/{chatId}/note/{noteId}', {
        path,
        body: { text, mentions: mentionsIn(text, model.users) },
      }),
    onSuccess: () => setEdited(null),
  })
  const remove = useMutation({
    ...options,
    mutationFn: () => api.call('DELETE /v1/ext/chat/{chatId}/note/{noteId}', { path }),
  })
  const askAndRemove = async (): Promise<void> => {
    const isMeant = await confirm({
      title: t('Delete the note?'),
      body: t('It is gone for everybody.'),
      action: t('Delete'),
      isDanger: true,
    })
    if (isMeant) remove.mutate()
  }
  return (
    <div className="rounded-md bg-warning-soft px-2.5 py-1.5">
      {edited === null ? (
        <NoteText note={note} />
      ) : (
        <form
          className="flex flex-col gap-1.5"
          onSubmit={(event) => {
            event.preventDefault()
            if (edited.trim() !== '') save.mutate(edited.trim())
          }}
        >
          <Textarea aria-label={t('Note')} value={edited} onChange={({ target }) => setEdited(target.value)} />
          <div className="flex justify-end gap-2">
            <Button size="sm" onClick={() => setEdited(null)}>
              {t('Cancel')}
            </Button>
            <Button size="sm" type="submit" look="primary" isBusy={save.isPending}>
              {t('Save')}
            </Button>
          </div>
        </form>
      )}
      <div className="flex items-center gap-1 text-[12px] text-warning">
        <span className="min-w-0 flex-1 truncate">
          {model.user(note.user)?.displayName ?? t('Nadi')} <Time at={note.createdAt} />
        </span>
        {note.user === user.id && edited === null && (
          <>
            <IconButton
              icon={Pencil}
              label={t('Change the note')}
              className="size-6"
              onClick={() => setEdited(note.text)}
            />
            <IconButton
              icon={Trash2}
              label={t('Delete the note')}
              className="size-6"
              onClick={() => void askAndRemove()}
            />
          </>
        )}
      </div>
    </div>
  )
}
