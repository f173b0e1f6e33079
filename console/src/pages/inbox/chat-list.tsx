import { useVirtualizer } from '@tanstack/react-virtual'
import { Inbox } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { ChatRow, rowId } from './chat-row.tsx'
import type { InboxFilter } from './filter.ts'
import type { useChats } from './use-chats.ts'

const rowPx = 76

interface ChatListProps {
  list: ReturnType<typeof useChats>
  filter: InboxFilter
  openId: string | undefined
  show: (filter: InboxFilter) => void
}

/** The chats of a filter, however many: only those in sight are drawn, and more are read as one comes near the end. */
export function ChatList({ list, filter, openId, show }: ChatListProps) {
  const { t } = useTranslation()
  const { chats, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const scroller = useRef<HTMLDivElement>(null)
  const [markedId, setMarked] = useState<string | undefined>(openId)
  const wanted = useRef<string | undefined>(undefined)
  const virtual = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    getItemKey: (index) => chats[index]?.id ?? index,
  })
  const rows = virtual.getVirtualItems()
  const lastShown = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= chats.length - 10) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, chats.length])
  const step = (by: 1 | -1): void => {
    const at = chats.findIndex(({ id }) => id === (markedId ?? openId))
    const next = at === -1 ? 0 : Math.min(chats.length - 1, Math.max(0, at + by))
    wanted.current = chats[next]?.id
    setMarked(wanted.current)
    virtual.scrollToIndex(next)
  }
  // the row that one went to has the keyboard as soon as it is drawn: Enter opens it, as any link
  useEffect(() => {
    const row = wanted.current && document.getElementById(rowId(wanted.current))
    if (!row) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })
  useShortcuts([
    { keys: 'j', label: t('Next chat'), group: t('Inbox'), run: () => step(1) },
    { keys: 'k', label: t('Previous chat'), group: t('Inbox'), run: () => step(-1) },
  ])
  if (list.isPending) return <SkeletonRows count={7} height="h-15" />
  if (list.isError && chats.length === 0) return <ErrorState error={list.error} retry={list.refetch} />
  if (chats.length === 0) return <Nothing filter={filter} show={show} />
  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      aria-label={t('List of chats')}
      className="min-h-0 flex-1 overflow-y-auto"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start, key }) => {
          const chat = chats[index]
          return (
            chat && (
              <li
                key={key}
                className="absolute inset-x-0"
                style={{ height: rowPx, transform: `translateY(${start}px)` }}
              >
                <ChatRow chat={chat} filter={filter} isOpen={chat.id === openId} isMarked={chat.id === markedId} />
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}

function Nothing({ filter, show }: Pick<ChatListProps, 'filter' | 'show'>) {
  const { t } = useTranslation()
  const isFiltered = Object.keys(filter).length > 0
  return (
    <EmptyState
      icon={Inbox}
      title={isFiltered ? t('No chat is like that') : t('No open chats')}
      action={isFiltered && <Button onClick={() => show({})}>{t('Show all open chats')}</Button>}
    >
      {!isFiltered && t('A chat opens when a customer writes to one of your numbers.')}
    </EmptyState>
  )
}
