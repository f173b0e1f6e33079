import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Conversation } from '../../conversation/conversation.tsx'
import { cx } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/states.tsx'
import { ChatHeader } from './chat-header.tsx'
import { ChatList } from './chat-list.tsx'
import { ChatSide } from './chat-side.tsx'
import type { InboxFilter } from './filter.ts'
import { InboxToolbar } from './inbox-toolbar.tsx'
import { PhonePanel } from './phone-panel.tsx'
import { useChats, useCounts } from './use-chats.ts'

const sideKey = 'nadi.inbox.side'
/** elsewhere who the chat is with lies over it, and is shown when it is asked for */
const isWide = (): boolean => matchMedia('(min-width: 80rem)').matches

/** All chats, the one that is open, and who it is with. On a phone one of the three at a time. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { chatId } = useParams({ strict: false }) as { chatId?: string }
  const filter = useSearch({ strict: false }) as InboxFilter
  const list = useChats(filter)
  const counts = useCounts(filter, list.dataUpdatedAt)
  const [isSideOpen, setSideOpen] = useState(() => isWide() && localStorage.getItem(sideKey) !== 'closed')
  const [isPhoneOpen, setPhoneOpen] = useState(false)
  const unread = counts.unread ?? 0
  useEffect(() => {
    const name = t('Inbox')
    document.title = unread > 0 ? `(${unread}) ${name} · Nadi` : `${name} · Nadi`
  }, [unread, t])
  const show = (next: InboxFilter): void => void navigate({ to: '.', search: next, replace: true })
  const toggleSide = (): void => {
    if (isWide()) localStorage.setItem(sideKey, isSideOpen ? 'closed' : 'open')
    setSideOpen(!isSideOpen)
  }
  const togglePhone = (): void => {
    if (!isPhoneOpen && !matchMedia('(min-width: 100rem)').matches) setSideOpen(false)
    setPhoneOpen(!isPhoneOpen)
  }
  return (
    <div className="relative flex h-full min-h-0">
      <h1 className="sr-only">{t('Inbox')}</h1>
      <section
        aria-label={t('Chats')}
        className={cx(
          'flex w-84 shrink-0 flex-col border-line border-e bg-surface max-sm:w-full max-lg:w-72',
          chatId && 'max-sm:hidden',
        )}
      >
        <InboxToolbar filter={filter} show={show} counts={counts} isPhoneOpen={isPhoneOpen} togglePhone={togglePhone} />
        <ChatList list={list} filter={filter} openId={chatId} show={show} />
      </section>
      {chatId ? (
        <>
          <div className="min-w-0 flex-1">
            <Conversation
              chatId={chatId}
              header={(chat) => (
                <ChatHeader
                  chat={chat}
                  back={{ to: '/inbox', search: filter }}
                  isSideOpen={isSideOpen}
                  toggleSide={toggleSide}
                />
              )}
            />
          </div>
          {isSideOpen && <ChatSide chatId={chatId} close={toggleSide} />}
        </>
      ) : (
        <div className="flex flex-1 items-center max-sm:hidden">
          <EmptyState icon={Inbox} title={t('Choose a chat')}>
            {t('j and k go through the list, Enter opens.')}
          </EmptyState>
        </div>
      )}
      {isPhoneOpen && <PhonePanel chatId={chatId} close={() => setPhoneOpen(false)} />}
    </div>
  )
}
