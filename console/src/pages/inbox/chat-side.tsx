import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import { ContactCard } from './contact-card.tsx'
import { LinkedProcess } from './linked-process.tsx'
import { NoteList } from './note-list.tsx'
import { OtherChats } from './other-chats.tsx'

/** Who the chat is with: their process, their consent, what the team noted, their other chats. */
export function ChatSide({ chatId, close }: { chatId: string; close: () => void }) {
  const { t } = useTranslation()
  const chat = useQuery(callOf('GET /v1/ext/chat/{chatId}', { path: { chatId } })).data?.data
  return (
    <aside
      aria-label={t('Who the chat is with')}
      className="flex w-92 shrink-0 flex-col overflow-y-auto border-line border-s bg-surface max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:z-30 max-xl:max-w-full max-xl:shadow-2xl max-sm:w-full"
    >
      <div className="flex justify-end px-2 pt-2 xl:hidden">
        <IconButton icon={X} label={t('Hide who the chat is with')} onClick={close} />
      </div>
      {chat ? (
        <>
          <LinkedProcess chat={chat} />
          {chat.contact && <ContactCard contactId={chat.contact.id} />}
          <NoteList chatId={chat.id} />
          {chat.contact && <OtherChats contactId={chat.contact.id} chatId={chat.id} />}
        </>
      ) : (
        <SkeletonRows />
      )}
    </aside>
  )
}
