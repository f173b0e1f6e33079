import type { Calls, Chat } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { cx } from '../../ui/class-names.ts'

export type CannedReply = Calls['GET /v1/ext/canned-replies']['data'][number]

/** What a text that begins with a slash looks for; undefined where it looks for nothing. */
export const soughtReply = (text: string): string | undefined => /^\/([\p{L}\p{N}_-]*)$/u.exec(text)?.[1]

/** Those whose shortcut begins so, then those that hold it anywhere. */
export function repliesFor(replies: readonly CannedReply[], sought: string): CannedReply[] {
  const wanted = sought.toLowerCase()
  const begins = replies.filter(({ shortcut }) => shortcut.toLowerCase().startsWith(wanted))
  const holds = replies.filter(
    (reply) => !begins.includes(reply) && `${reply.shortcut} ${reply.text}`.toLowerCase().includes(wanted),
  )
  return [...begins, ...holds]
}

interface CannedMenuProps {
  id: string
  chat: Chat
  replies: readonly CannedReply[]
  at: number
  choose: (reply: CannedReply) => void
}

/** Canned replies that fit what was typed, and the one that is marked as it would be sent here. */
export function CannedMenu({ id, chat, replies, at, choose }: CannedMenuProps) {
  const { t } = useTranslation()
  const marked = replies[at]
  return (
    <div className="absolute inset-x-3 bottom-full z-20 mb-1 flex max-h-72 overflow-hidden rounded-lg border border-line bg-raised shadow-xl">
      <div
        id={id}
        role="listbox"
        aria-label={t('Canned replies')}
        className="w-56 shrink-0 overflow-y-auto p-1 max-sm:w-full"
      >
        {replies.length === 0 && <p className="px-2 py-3 text-ink-soft">{t('No canned reply fits.')}</p>}
        {replies.map((reply, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field that opened it has the keyboard
          <div
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(reply)}
            className={cx('cursor-pointer rounded-md px-2 py-1.5', index === at && 'bg-sunken')}
          >
            <span className="block font-medium">{`/${reply.shortcut}`}</span>
            <span className="block truncate text-[12.5px] text-ink-soft">{reply.text}</span>
          </div>
        ))}
      </div>
      {marked && <Preview chat={chat} reply={marked} />}
    </div>
  )
}

export const cannedPreview = (reply: CannedReply, chatId: string) =>
  callOf('POST /v1/ext/canned-reply/{cannedReplyId}/preview', {
    path: { cannedReplyId: reply.id },
    body: { chatId },
  })

function Preview({ chat, reply }: { chat: Chat; reply: CannedReply }) {
  const { t } = useTranslation()
  const preview = useQuery(cannedPreview(reply, chat.id)).data?.data
  return (
    <div className="min-w-0 flex-1 overflow-y-auto border-line border-s p-3 max-sm:hidden">
      <p dir="auto" className="whitespace-pre-wrap break-words">
        {preview?.text ?? reply.text}
      </p>
      {preview?.missing.map(({ variable, reason }) => (
        <p key={variable} className="mt-2 text-[12.5px] text-warning">
          {t('{{variable}} {{reason}}', { variable, reason })}
        </p>
      ))}
    </div>
  )
}
