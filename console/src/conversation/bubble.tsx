import type { Chat, ChatMessage } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../model/team-model.ts'
import { cx } from '../ui/class-names.ts'
import { BubbleActions } from './bubble-actions.tsx'
import { useClock } from './clock.ts'
import { MessageContent } from './content/message-content.tsx'
import { Delivery } from './delivery.tsx'
import { fieldsOf, textOf } from './meta-fields.ts'
import { Quote } from './quote.tsx'
import type { ShownReaction } from './reactions.ts'
import { Ticks } from './ticks.tsx'
import { useSwipe } from './use-swipe.ts'

interface BubbleProps {
  chat: Chat
  message: ChatMessage
  reactions: readonly ShownReaction[]
  isFollowing: boolean
  reply: (message: ChatMessage) => void
  react: (message: ChatMessage, emoji: string) => void
  goTo: (wamid: string) => void
}

/** One message of either side, with what it answers, how far it has come, and what can be done with it. */
export function Bubble({ chat, message, reactions, isFollowing, reply, react, goTo }: BubbleProps) {
  const { t } = useTranslation()
  const { time, moment } = useClock()
  const isOurs = message.direction === 'OUTBOUND'
  const author = useAuthor(chat, message)
  const swipe = useSwipe(() => reply(message))
  const isPlain = message.dataType === 'sticker'
  return (
    <article
      id={`message-${message.id}`}
      aria-label={t('{{author}}, {{at}}', { author, at: moment(message.timestamp) })}
      className={cx('group flex flex-col', isOurs ? 'items-end' : 'items-start', isFollowing ? 'mt-0.5' : 'mt-3')}
    >
      <div className={cx('flex max-w-[85%] items-center gap-1', !isOurs && 'flex-row-reverse')}>
        <BubbleActions message={message} reply={() => reply(message)} react={(emoji) => react(message, emoji)} />
        <div
          {...swipe}
          className={cx(
            'relative min-w-0 rounded-xl',
            !isPlain && 'px-3 py-1.5 shadow-xs ring-1 ring-line/70',
            !isPlain && (isOurs ? 'bg-bubble-out' : 'bg-bubble-in'),
            !isFollowing && (isOurs ? 'rounded-se-sm' : 'rounded-ss-sm'),
          )}
        >
          {!isFollowing && (isOurs || chat.contact === null) && <p className="text-[12px] text-ink-soft">{author}</p>}
          {message.inReplyTo && <Quote chatId={chat.id} wamid={message.inReplyTo} goTo={goTo} />}
          <div data-content>
            <MessageContent message={message} />
          </div>
          <p className="mt-0.5 flex items-center justify-end gap-1 text-[11.5px] text-ink-soft leading-4">
            {message.editedAt !== null && <span>{t('edited')}</span>}
            <time dateTime={new Date(message.timestamp).toISOString()}>{time(message.timestamp)}</time>
            {isOurs && <Ticks status={message.deliveryStatus} at={reachedAt(message, moment)} />}
          </p>
          {reactions.length > 0 && (
            <p className="absolute -bottom-3.5 start-2 flex rounded-full border border-line bg-raised px-1 text-[13px] shadow-sm">
              {reactions.map(({ emoji, isOurs: ours }) => (
                <span
                  key={`${emoji} ${ours}`}
                  role="img"
                  aria-label={ours ? t('you: {{emoji}}', { emoji }) : t('customer: {{emoji}}', { emoji })}
                >
                  {emoji}
                </span>
              ))}
            </p>
          )}
        </div>
      </div>
      {reactions.length > 0 && <span className="h-4" />}
      {isOurs && <Delivery chat={chat} message={message} />}
    </article>
  )
}

/** Who wrote it: the person of the team, what the team's programs are called, the customer. */
function useAuthor(chat: Chat, { direction, user, source, message }: ChatMessage): string {
  const { t } = useTranslation()
  const model = useTeamModel()
  if (direction === 'INBOUND') {
    return chat.contact?.name || chat.contact?.phoneNumber || textOf(fieldsOf(message).from) || t('Customer')
  }
  const names: Record<string, string> = {
    AUTOMATION: t('Automatic answer'),
    BATCH: t('Batch'),
    ECHO: t('From the WhatsApp app'),
  }
  const named = names[source.sourceType]
  if (named) return named
  const person = model.user(user)?.displayName
  if (person) return source.sourceType === 'API' ? t('{{person}}, by the API', { person }) : person
  return t('By the API')
}

function reachedAt({ readAt, deliveredAt, sentAt }: ChatMessage, moment: (at: number) => string): string | undefined {
  const at = readAt ?? deliveredAt ?? sentAt
  return at === null ? undefined : moment(at)
}
