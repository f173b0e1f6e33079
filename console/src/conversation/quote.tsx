import type { ChatMessage } from '@nadi/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../api/query.ts'
import { cx } from '../ui/class-names.ts'
import { messagesQuery } from './use-messages.ts'

interface QuoteProps {
  chatId: string
  wamid: string
  goTo: (wamid: string) => void
}

/** What a message answers; pressed, it is shown where it stands. */
export function Quote({ chatId, wamid, goTo }: QuoteProps) {
  const { t } = useTranslation()
  const quoted = useQuoted(chatId, wamid)
  return (
    <button
      type="button"
      onClick={() => goTo(wamid)}
      aria-label={t('Go to the message that this one answers')}
      className="mt-0.5 mb-1 block w-full min-w-32 rounded-md bg-ink/5 text-start hover:bg-ink/10"
    >
      <QuotedWords message={quoted} />
    </button>
  )
}

/** The first words of a message, with a line at their side. */
export function QuotedWords({ message }: { message: ChatMessage | undefined }) {
  const { t } = useTranslation()
  const isOurs = message?.direction === 'OUTBOUND'
  return (
    <span
      className={cx('block rounded-md border-s-3 px-2.5 py-1 text-[13px]', isOurs ? 'border-accent' : 'border-info')}
    >
      <span className={cx('block font-medium text-[12px]', isOurs ? 'text-accent-text' : 'text-info')}>
        {message === undefined ? t('An earlier message') : isOurs ? t('The team') : t('Customer')}
      </span>
      <span className="line-clamp-2 break-words text-ink-soft">{message?.text ?? '…'}</span>
    </span>
  )
}

/** Among what is loaded; else asked for by itself. */
function useQuoted(chatId: string, wamid: string): ChatMessage | undefined {
  const client = useQueryClient()
  const loaded = client
    .getQueryData(messagesQuery(chatId).queryKey)
    ?.pages.flatMap(({ data }) => data)
    .find(({ externalId }) => externalId === wamid)
  const asked = useQuery({
    ...callOf('POST /v1/ext/chat/{chatId}/message', {
      path: { chatId },
      body: { where: { externalId: wamid }, limit: 1 },
    }),
    enabled: loaded === undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return loaded ?? asked.data?.data[0]
}
