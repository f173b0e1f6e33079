import type { Calls } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui/badge.tsx'
import { CodeBlock } from '../../../ui/code-block.tsx'
import { Id } from '../../../ui/copy-button.tsx'
import { Time } from '../../../ui/time.tsx'
import { deliveryStatusName, deliveryTones } from '../webhook-words.ts'

type Detail = Calls['GET /v1/ext/webhook-delivery/{deliveryId}']['data']

/** What was sent, and for each attempt what came back. */
export function DeliveryDetail({ detail }: { detail: Detail }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-[13px]">
        <dt className="text-ink-soft">{t('Status')}</dt>
        <dd>
          <Badge tone={deliveryTones[detail.status]}>{deliveryStatusName(t, detail.status)}</Badge>
        </dd>
        {detail.dueAt !== null && (
          <>
            <dt className="text-ink-soft">{t('Tried next')}</dt>
            <dd>
              <Time at={detail.dueAt} />
            </dd>
          </>
        )}
        <dt className="text-ink-soft">{t('Delivery')}</dt>
        <dd>
          <Id value={detail.id} label={t('Copy the id of the delivery')} />
        </dd>
        <dt className="text-ink-soft">{t('Header webhook-id')}</dt>
        <dd>
          <Id value={detail.webhookId} label={t('Copy the webhook-id')} />
        </dd>
        {detail.about && (
          <>
            <dt className="text-ink-soft">{t('About')}</dt>
            <dd>
              <Id value={detail.about} label={t('Copy the id of what it tells of')} />
            </dd>
          </>
        )}
      </dl>
      <CodeBlock label={t('Body, as it is sent')} text={detail.body} />
      {detail.log.length === 0 && <p className="text-ink-soft">{t('It was not tried yet.')}</p>}
      <ol aria-label={t('Attempts')} className="flex flex-col gap-4">
        {detail.log.toReversed().map((attempt) => (
          <Attempt key={`${attempt.attempt} ${attempt.at}`} attempt={attempt} />
        ))}
      </ol>
    </div>
  )
}

function Attempt({ attempt }: { attempt: Detail['log'][number] }) {
  const { t } = useTranslation()
  const { response, request } = attempt
  return (
    <li className="flex flex-col gap-2 rounded-xl border border-line p-4">
      <h3 className="flex flex-wrap items-center gap-2 font-medium">
        {t('Attempt {{number}}', { number: attempt.attempt })}
        <Badge tone={attempt.error === null ? 'success' : 'danger'}>{response?.status ?? t('no answer')}</Badge>
        <span className="font-normal text-ink-soft">
          <Time at={attempt.at} isExact /> {t('in {{ms}} ms', { ms: attempt.ms.toLocaleString() })}
        </span>
      </h3>
      {attempt.error !== null && <p className="text-danger">{attempt.error}</p>}
      <CodeBlock label={t('Request')} text={`POST ${request.url}\n${linesOf(request.headers)}`} />
      {response && (
        <CodeBlock label={t('Answer')} text={`${linesOf(response.headers ?? {})}\n\n${response.body ?? ''}`.trim()} />
      )}
    </li>
  )
}

const linesOf = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
