import type { WebhookEndpoint } from '@nadi/sdk'
import { Link } from '@tanstack/react-router'
import { EllipsisVertical, Play, Send } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Time } from '../../ui/time.tsx'
import { EndpointDialog } from './endpoint-dialog.tsx'
import { EndpointSecretDialog } from './secrets/endpoint-secret-dialog.tsx'
import { TestDialog } from './test-dialog.tsx'
import { useEndpointActions } from './use-endpoint-actions.ts'
import { useEndpointMenu } from './use-endpoint-menu.ts'
import { endpointName, kindName } from './webhook-words.ts'

export function EndpointCard({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation()
  const actions = useEndpointActions(endpoint)
  const [open, setOpen] = useState<'edit' | 'secret' | null>(null)
  const menu = useEndpointMenu(endpoint, actions, setOpen)
  const { id, kind, url, events, failures, failingSince, waiting, lastSuccessAt, status } = endpoint
  const name = endpointName(endpoint)
  return (
    <li className="rounded-xl border border-line bg-surface p-5 max-sm:p-4">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-[min(16rem,100%)] flex-1">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold">
            <span className="truncate">{name}</span>
            <Badge>{kindName(t, kind)}</Badge>
            {status === 'PAUSED' ? (
              <Badge tone="warning">{t('Paused')}</Badge>
            ) : failingSince !== null ? (
              <Badge tone="danger">{t('Failing')}</Badge>
            ) : (
              <Badge tone="success">{t('Active')}</Badge>
            )}
          </h2>
          <p className="break-all font-mono text-[12px] text-ink-soft">{url}</p>
        </div>
        <Button
          size="sm"
          icon={Send}
          isBusy={actions.test.isPending}
          aria-label={t('Send a test event to {{name}}', { name })}
          onClick={() => actions.test.mutate()}
        >
          {t('Send a test event')}
        </Button>
        <Menu trigger={<IconButton icon={EllipsisVertical} label={t('More of {{name}}', { name })} />} items={menu} />
      </div>
      {status === 'PAUSED' && (
        <div
          role="note"
          className="mt-3 flex flex-wrap items-center gap-3 rounded-md bg-warning-soft px-3 py-2 text-warning"
        >
          <p className="min-w-0 flex-1">
            {endpoint.pauseMessage ?? t('It is paused.')} {t('What happens meanwhile waits.')}
          </p>
          <Button
            size="sm"
            icon={Play}
            isBusy={actions.resume.isPending}
            aria-label={t('Resume {{name}}', { name })}
            onClick={() => actions.resume.mutate()}
          >
            {t('Resume')}
          </Button>
        </div>
      )}
      <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-3 text-[13px]">
        <Fact name={t('Events')}>{events.length === 0 ? '—' : events.join(', ')}</Fact>
        <Fact name={t('Delivered last')}>{lastSuccessAt === null ? t('never') : <Time at={lastSuccessAt} />}</Fact>
        <Fact name={t('Failures in a row')}>
          <span className={failures > 0 ? 'text-danger' : undefined}>{failures.toLocaleString()}</span>
        </Fact>
        <Fact name={t('Waiting')}>{waiting.toLocaleString()}</Fact>
        <Fact name={t('Id')}>
          <Id value={id} label={t('Copy the id')} />
        </Fact>
        <Fact name={t('Log')}>
          <Link
            to="/admin/webhooks/deliveries"
            search={{ endpoint: id }}
            className="text-accent-text hover:underline"
            aria-label={t('Deliveries of {{name}}', { name })}
          >
            {t('Deliveries')}
          </Link>
        </Fact>
      </dl>
      {open === 'edit' && <EndpointDialog endpoint={endpoint} onClose={() => setOpen(null)} />}
      {open === 'secret' && <EndpointSecretDialog endpoint={endpoint} onClose={() => setOpen(null)} />}
      {actions.test.data && <TestDialog detail={actions.test.data.data} onClose={() => actions.test.reset()} />}
    </li>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0 max-w-full">
    <dt className="text-[12px] text-ink-soft">{name}</dt>
    <dd className="break-words">{children}</dd>
  </div>
)
