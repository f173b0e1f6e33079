import type { Chat } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { useClock } from '../../conversation/clock.ts'
import { withoutMarks } from '../../conversation/formatted.tsx'
import { Ticks } from '../../conversation/ticks.tsx'
import { WindowClock } from '../../conversation/window-clock.tsx'
import { useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { cx } from '../../ui/class-names.ts'
import { useNow } from '../../ui/now.ts'
import { chatName } from './chat-name.ts'
import type { InboxFilter } from './filter.ts'

interface ChatRowProps {
  chat: Chat
  filter: InboxFilter
  isOpen: boolean
  isMarked: boolean
}

export const rowId = (chatId: string): string => `chat-${chatId}`

export function ChatRow({ chat, filter, isOpen, isMarked }: ChatRowProps) {
  const { t } = useTranslation()
  const { brief } = useClock()
  const now = useNow()
  const assignee = useTeamModel().user(chat.assignedTo)
  const { lastMessage, unreadCount } = chat
  const name = chatName(chat, t)
  const isUnread = unreadCount > 0
  return (
    <Link
      id={rowId(chat.id)}
      to={`/inbox/${chat.id}`}
      search={filter}
      aria-current={isOpen ? 'page' : undefined}
      className={cx(
        'flex h-full gap-2.5 border-line border-b px-3 py-2.5 hover:bg-sunken/70',
        isOpen && 'bg-accent-soft hover:bg-accent-soft',
        isMarked && 'shadow-[inset_3px_0_0_var(--accent)] rtl:shadow-[inset_-3px_0_0_var(--accent)]',
      )}
    >
      <Avatar name={name} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span className={cx('min-w-0 flex-1 truncate', isUnread ? 'font-semibold' : 'font-medium')}>{name}</span>
          {chat.lastMessageAt !== null && (
            <time
              dateTime={new Date(chat.lastMessageAt).toISOString()}
              className={cx('shrink-0 text-[12px]', isUnread ? 'font-medium text-accent-text' : 'text-ink-soft')}
            >
              {brief(chat.lastMessageAt, now)}
            </time>
          )}
        </span>
        <span className="flex items-center gap-1.5">
          {lastMessage?.direction === 'OUTBOUND' && <Ticks status={lastMessage.deliveryStatus} />}
          <span className={cx('min-w-0 flex-1 truncate text-[13px]', isUnread ? 'text-ink' : 'text-ink-soft')}>
            <bdi>{withoutMarks(lastMessage?.text ?? '')}</bdi>
          </span>
          {isUnread && (
            <span className="shrink-0 rounded-full bg-accent px-1.5 font-semibold text-[11px] text-accent-ink leading-4.5">
              <span className="sr-only">{t('Unread:')}</span> {unreadCount >= 999 ? '999+' : unreadCount}
            </span>
          )}
        </span>
        <span className="flex h-4 items-center gap-1.5">
          {chat.contact && <WindowClock endsAt={chat.windowEndsAt} />}
          <LabelDots names={chat.labels} />
          <span className="ms-auto shrink-0">
            {assignee && (
              <span title={t('Assigned to {{name}}', { name: assignee.displayName })}>
                <span className="sr-only">{t('Assigned to {{name}}', { name: assignee.displayName })}</span>
                <Avatar name={assignee.displayName} size="sm" />
              </span>
            )}
          </span>
        </span>
      </span>
    </Link>
  )
}

function LabelDots({ names }: { names: readonly string[] }) {
  const labels = useQuery(callOf('GET /v1/ext/chat-labels')).data?.data ?? []
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {names.map((name) => (
        <span key={name} className="flex min-w-0 items-center gap-1 text-[11.5px] text-ink-soft">
          <span
            aria-hidden
            className="size-2 shrink-0 rounded-full"
            style={{ background: labels.find((label) => label.name === name)?.color ?? 'var(--line-strong)' }}
          />
          <span className="truncate">{name}</span>
        </span>
      ))}
    </span>
  )
}
