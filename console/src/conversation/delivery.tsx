import type { Chat, ChatMessage } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { invalidateFor } from '../api/invalidate.ts'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import { useClock } from './clock.ts'
import { outbox } from './outbox.ts'

const patienceMs = 15 * 60_000
const again = ['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive']

/** Below a message of the team that did not simply go out: why, and what can be done. */
export function Delivery({ chat, message }: { chat: Chat; message: ChatMessage }) {
  const { deliveryStatus, scheduledFor } = message
  const now = useNow()
  if (deliveryStatus === 'FAILED') return <Failed chat={chat} message={message} />
  if (deliveryStatus === 'UNCONFIRMED') return <Unconfirmed message={message} />
  if (deliveryStatus === 'PENDING' && scheduledFor !== null && scheduledFor > now)
    return <Scheduled message={message} />
  return null
}

const box = 'mt-1 flex max-w-[85%] flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2.5 py-1.5 text-[12.5px]'

function Failed({ chat, message }: { chat: Chat; message: ChatMessage }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { failure } = message
  const canRepeat = again.includes(message.dataType) && failure?.code !== 'cancelled'
  return (
    <div role="note" className={`${box} bg-danger-soft text-danger`}>
      <span className="min-w-0 flex-1">
        {failure?.message ?? t('Not sent.')} {failure?.hint}
      </span>
      {canRepeat && (
        <Button
          size="sm"
          onClick={() => outbox.send(client, chat, { text: message.text, copyOf: message }, message.id)}
        >
          {t('Send again')}
        </Button>
      )}
    </div>
  )
}

/** Meta gave no answer: a status event settles it, or a person after a while. */
function Unconfirmed({ message }: { message: ChatMessage }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const now = useNow()
  const settle = useMutation({
    mutationFn: (outcome: 'SENT' | 'FAILED') =>
      api.call('POST /v1/ext/message/{messageId}/settle', { path: { messageId: message.id }, body: { outcome } }),
    onSettled: () => invalidateFor(client, ['message.']),
  })
  const minutes = Math.ceil((message.updatedAt + patienceMs - now) / 60_000)
  return (
    <div role="note" className={`${box} bg-warning-soft text-warning`}>
      <span className="min-w-0 flex-1">
        {t('Meta gave no answer, so it is not known whether this was sent. It is never sent again by itself.')}{' '}
        {minutes > 0 && t('In {{count}} minutes you can settle it, if Meta has not by then.', { count: minutes })}
      </span>
      {minutes <= 0 && (
        <>
          <Button size="sm" isBusy={settle.isPending} onClick={() => settle.mutate('SENT')}>
            {t('It was sent')}
          </Button>
          <Button size="sm" isBusy={settle.isPending} onClick={() => settle.mutate('FAILED')}>
            {t('It was not sent')}
          </Button>
        </>
      )}
    </div>
  )
}

function Scheduled({ message }: { message: ChatMessage }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { moment } = useClock()
  const cancel = useMutation({
    mutationFn: () => api.call('POST /v1/ext/message/{messageId}/cancel', { path: { messageId: message.id } }),
    onSettled: () => invalidateFor(client, ['message.']),
  })
  return (
    <div role="note" className={`${box} bg-info-soft text-info`}>
      <span className="min-w-0 flex-1">{t('Goes out on {{at}}.', { at: moment(message.scheduledFor ?? 0) })}</span>
      <Button size="sm" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('Cancel the sending')}
      </Button>
    </div>
  )
}
