import type { Chat, ChatMessage } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../api/query.ts'
import { useMay } from '../app/session.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { Composer } from './composer/composer.tsx'
import { useDroppedFiles } from './composer/use-dropped-files.ts'
import { Thread } from './thread.tsx'
import { usePresence } from './use-presence.ts'
import { useReading } from './use-reading.ts'

interface ConversationProps {
  chatId: string
  /** above the thread */
  header?: (chat: Chat) => ReactNode
}

/** All that was said in a chat, and the place to answer. */
export function Conversation({ chatId, header }: ConversationProps) {
  const chat = useQuery(callOf('GET /v1/ext/chat/{chatId}', { path: { chatId } }))
  if (chat.isError && !chat.data) return <ErrorState error={chat.error} retry={chat.refetch} />
  if (!chat.data) return <SkeletonRows count={5} height="h-12" />
  return <Open key={chatId} chat={chat.data.data} header={header?.(chat.data.data)} />
}

function Open({ chat, header }: { chat: Chat; header: ReactNode }) {
  const { t } = useTranslation()
  const may = useMay()
  const [answered, setAnswered] = useState<ChatMessage | null>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const { isOver, ...drop } = useDroppedFiles((dropped) => setFiles((known) => [...known, ...dropped]))
  const typing = usePresence(chat.id)
  useReading(chat)
  return (
    <section aria-label={t('Conversation')} className="relative flex h-full min-h-0 min-w-0 flex-col" {...drop}>
      {header}
      <Thread chat={chat} reply={setAnswered} />
      {may('messages.send') ? (
        <Composer
          chat={chat}
          answered={answered}
          setAnswered={setAnswered}
          files={files}
          setFiles={setFiles}
          typing={typing}
        />
      ) : (
        <p className="border-line border-t bg-surface px-4 py-3 text-ink-soft">
          {t('Your role reads chats, and does not answer them.')}
        </p>
      )}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-20 flex items-center justify-center rounded-xl border-2 border-accent border-dashed bg-accent-soft/90 font-medium text-accent-text">
          {t('Drop files to attach them')}
        </div>
      )}
    </section>
  )
}
