import type { Chat, ChatMessage } from '@nadi/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { LayoutTemplate, Paperclip, SendHorizontal, StickyNote, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNow } from '../../ui/now.ts'
import { draftOf, keepDraft, useDraft } from '../drafts.ts'
import { outbox } from '../outbox.ts'
import { kindOfFile } from '../outgoing.ts'
import { QuotedWords } from '../quote.tsx'
import { messagesQuery } from '../use-messages.ts'
import { WindowClock } from '../window-clock.tsx'
import { AttachedFiles, problemOf } from './attached-files.tsx'
import { MessageField } from './message-field.tsx'
import { SendLater } from './send-later.tsx'
import { TemplatePicker } from './template-picker.tsx'
import { useNoteWriting } from './use-note-writing.ts'

interface ComposerProps {
  chat: Chat
  /** the message that is answered */
  answered: ChatMessage | null
  setAnswered: (message: ChatMessage | null) => void
  files: readonly File[]
  setFiles: (files: readonly File[]) => void
  /** called at each key */
  typing: () => void
}

/** Where one answers the customer, or writes a note for the team. */
export function Composer({ chat, answered, setAnswered, files, setFiles, typing }: ComposerProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const now = useNow()
  // a note that was begun is no message that was begun
  const [isNote, setNote] = useState(() => draftOf(chat.id, 'message') === '' && draftOf(chat.id, 'note') !== '')
  const kind = isNote ? 'note' : 'message'
  const text = useDraft(chat.id, kind)
  const setText = (next: string): void => keepDraft(chat.id, kind, next)
  const [isPicking, setPicking] = useState(false)
  const note = useNoteWriting(chat.id)
  const picker = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  // a group has no window
  const isOpen = chat.contact === null || (chat.windowEndsAt ?? 0) > now
  const isClosed = !isOpen && !isNote
  const canSend = isNote ? text.trim() !== '' : (text.trim() !== '' || files.length > 0) && !files.some(problemOf)

  const write = (asNote: boolean): void => {
    setNote(asNote)
    field.current?.focus()
  }
  useShortcuts([
    { keys: 'r', label: t('Write to the customer'), group: t('Inbox'), run: () => write(false) },
    { keys: 'n', label: t('Write a note for the team'), group: t('Inbox'), run: () => write(true) },
    { keys: 't', label: t('Send a template'), group: t('Inbox'), run: () => setPicking(true) },
  ])
  useEffect(() => {
    if (answered) field.current?.focus()
  }, [answered])

  const send = (scheduledFor?: number): void => {
    if (!canSend || isClosed) return
    if (isNote) {
      note.write(text.trim())
    } else {
      const newest = client.getQueryData(messagesQuery(chat.id).queryKey)?.pages[0]?.data[0]?.id ?? null
      const common = { ...(answered && { inReplyTo: answered }), ...(scheduledFor !== undefined && { scheduledFor }) }
      const captioned = files.find((file) => ['image', 'video', 'document'].includes(kindOfFile(file)))
      for (const file of files) {
        outbox.send(client, chat, { ...common, file, text: file === captioned ? text.trim() : '' }, newest)
      }
      if (!captioned && text.trim() !== '') outbox.send(client, chat, { ...common, text: text.trim() }, newest)
      setAnswered(null)
      setFiles([])
    }
    setText('')
  }

  return (
    <div className={cx('relative border-line border-t', isNote ? 'bg-warning-soft' : 'bg-surface')}>
      {answered && !isNote && (
        <div className="flex items-center gap-2 px-3 pt-2">
          <div className="min-w-0 flex-1 rounded-md bg-sunken">
            <QuotedWords message={answered} />
          </div>
          <IconButton icon={X} label={t('Do not answer this message')} onClick={() => setAnswered(null)} />
        </div>
      )}
      {!isNote && <AttachedFiles files={files} remove={(file) => setFiles(files.filter((each) => each !== file))} />}
      {isClosed ? (
        <div className="flex flex-wrap items-center gap-3 px-4 pt-3">
          <p className="min-w-0 flex-1 text-ink-soft">
            {chat.windowEndsAt === null
              ? t('The customer has not written yet. Begin with a template.')
              : t('The customer last wrote more than 24 hours ago. Only templates may be sent until they write again.')}
          </p>
          <Button look="primary" icon={LayoutTemplate} onClick={() => setPicking(true)}>
            {t('Send a template')}
          </Button>
        </div>
      ) : (
        <MessageField
          field={field}
          chat={chat}
          text={text}
          setText={(next) => {
            typing()
            setText(next)
          }}
          isNote={isNote}
          send={() => send()}
          attach={(attached) => setFiles([...files, ...attached])}
        />
      )}
      <div className="flex items-center gap-0.5 px-2 pb-2">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={({ target }) => {
            setFiles([...files, ...(target.files ?? [])])
            target.value = ''
          }}
        />
        <IconButton
          icon={Paperclip}
          label={t('Attach files')}
          disabled={isClosed || isNote}
          onClick={() => picker.current?.click()}
        />
        <IconButton
          icon={LayoutTemplate}
          label={t('Send a template')}
          disabled={isNote}
          onClick={() => setPicking(true)}
        />
        <IconButton
          icon={StickyNote}
          label={isNote ? t('Write to the customer') : t('Write a note for the team')}
          isPressed={isNote}
          onClick={() => write(!isNote)}
        />
        <span className="ms-2 min-w-0 flex-1 truncate">
          {isNote ? (
            <span className="text-[12px] text-warning">{t('A note: only the team sees it.')}</span>
          ) : (
            chat.contact && <WindowClock endsAt={chat.windowEndsAt} />
          )}
        </span>
        {!isClosed && (
          <>
            {!isNote && (
              <SendLater isDisabled={!canSend} latest={chat.contact ? chat.windowEndsAt : null} send={send} />
            )}
            <Button
              look="primary"
              size="sm"
              icon={isNote ? StickyNote : SendHorizontal}
              disabled={!canSend}
              isBusy={note.isWriting}
              onClick={() => send()}
            >
              {isNote ? t('Add the note') : t('Send')}
            </Button>
          </>
        )}
      </div>
      {isPicking && <TemplatePicker chat={chat} onClose={() => setPicking(false)} />}
    </div>
  )
}
