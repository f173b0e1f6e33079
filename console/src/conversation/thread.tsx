import type { Chat, ChatMessage } from '@nadi/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowDown, MessagesSquare } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../api/query.ts'
import { useNow } from '../ui/now.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { Bubble } from './bubble.tsx'
import { useClock } from './clock.ts'
import { itemsOf } from './items.ts'
import { NoteBubble } from './note-bubble.tsx'
import { outbox, useOutbox } from './outbox.ts'
import { ownReactions, reactionsOf } from './reactions.ts'
import { useGoTo } from './use-go-to.ts'
import { useMessages } from './use-messages.ts'
import { useStickyEnd } from './use-sticky-end.ts'
import { WaitingBubble } from './waiting-bubble.tsx'

/** Messages, notes, and what is on its way, the newest at the end; older ones are read as one comes near them. */
export function Thread({ chat, reply }: { chat: Chat; reply: (message: ChatMessage) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const now = useNow()
  const { dayOf, dayName } = useClock()
  const thread = useMessages(chat.id)
  const { messages, hasNextPage, isFetchingNextPage, fetchNextPage } = thread
  const notes = useQuery(callOf('GET /v1/ext/chat/{chatId}/notes', { path: { chatId: chat.id } })).data?.data
  const waiting = useOutbox(chat.id)
  useEffect(() => outbox.settle(chat.id, new Set(messages.map(({ id }) => id))), [chat.id, messages])
  const items = useMemo(
    () => itemsOf({ messages, notes: notes ?? [], waiting, hasOlder: hasNextPage, dayOf }),
    [messages, notes, waiting, hasNextPage, dayOf],
  )
  const reactions = useMemo(() => ownReactions(messages), [messages])
  const { scroller, isAtEnd, newBelow, toEnd } = useStickyEnd(items)
  const goTo = useGoTo(thread)
  const older = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = older
    if (!current || !hasNextPage || isFetchingNextPage) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      root: scroller.current,
      rootMargin: '800px',
    })
    watch.observe(current)
    return () => watch.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, scroller])
  const react = (message: ChatMessage, emoji: string): void => {
    const to = message.externalId ?? ''
    const isSame = reactions.get(to) === emoji
    outbox.send(client, chat, { text: '', reaction: { to, emoji: isSame ? '' : emoji } }, messages.at(-1)?.id ?? null)
  }
  if (thread.isPending) return <ThreadSkeleton />
  if (thread.isError && messages.length === 0) return <ErrorState error={thread.error} retry={thread.refetch} />
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={t('Messages')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        className="flex h-full flex-col-reverse overflow-y-auto overscroll-contain px-4 py-3 [overflow-anchor:none] max-sm:px-3"
      >
        <div>
          <div ref={older}>{hasNextPage && <Skeleton className="mx-auto h-8 w-40" />}</div>
          {items.length === 0 && (
            <EmptyState icon={MessagesSquare} title={t('Nothing has been said yet')}>
              {t('Begin with a template: others can be sent once the customer has answered.')}
            </EmptyState>
          )}
          {items.map((item) => {
            switch (item.kind) {
              case 'day':
                return (
                  <h3 key={item.key} className="sticky top-0 z-10 my-3 text-center">
                    <span className="rounded-full bg-sunken px-3 py-1 font-medium text-[12px] text-ink-soft">
                      {dayName(item.at, now)}
                    </span>
                  </h3>
                )
              case 'note':
                return <NoteBubble key={item.key} note={item.note} />
              case 'waiting':
                return <WaitingBubble key={item.key} chat={chat} waiting={item.waiting} />
              default:
                return (
                  <Bubble
                    key={item.key}
                    chat={chat}
                    message={item.message}
                    reactions={reactionsOf(item.message, reactions)}
                    isFollowing={item.isFollowing}
                    reply={reply}
                    react={react}
                    goTo={goTo}
                  />
                )
            }
          })}
        </div>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          onClick={toEnd}
          className="absolute start-1/2 bottom-3 flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-raised px-3 py-1.5 shadow-lg rtl:translate-x-1/2"
        >
          <ArrowDown aria-hidden className="size-4" />
          {newBelow > 0 ? t('{{count}} new messages', { count: newBelow }) : t('To the newest')}
        </button>
      )}
    </div>
  )
}

function ThreadSkeleton() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('Loading')} className="flex min-h-0 flex-1 flex-col justify-end gap-3 p-4">
      {['w-56', 'w-72', 'w-40', 'w-64'].map((width, index) => (
        <Skeleton key={width} className={`h-12 ${width} ${index % 2 === 1 ? 'self-end' : ''}`} />
      ))}
    </div>
  )
}
