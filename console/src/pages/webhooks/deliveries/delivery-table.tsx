import type { WebhookDelivery, WebhookEndpoint } from '@nadi/sdk'
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui/badge.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Time } from '../../../ui/time.tsx'
import { deliveryStatusName, deliveryTones, endpointName } from '../webhook-words.ts'
import { useReplay } from './use-replay.ts'

interface DeliveryTableProps {
  rows: readonly WebhookDelivery[]
  endpoints: readonly WebhookEndpoint[]
  open: (id: string) => void
}

export function DeliveryTable({ rows, endpoints, open }: DeliveryTableProps) {
  const { t } = useTranslation()
  const replay = useReplay()
  const names = new Map(endpoints.map((each) => [each.id, endpointName(each)]))
  return (
    <DataTable
      label={t('Deliveries')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'event',
          title: t('Event'),
          cell: ({ id, event }) => (
            <button type="button" className="font-medium text-accent-text hover:underline" onClick={() => open(id)}>
              {event}
            </button>
          ),
        },
        { key: 'endpoint', title: t('Endpoint'), cell: ({ endpoint }) => names.get(endpoint) ?? t('deleted') },
        {
          key: 'status',
          title: t('Status'),
          cell: ({ status }) => <Badge tone={deliveryTones[status]}>{deliveryStatusName(t, status)}</Badge>,
        },
        {
          key: 'answer',
          title: t('Answer'),
          cell: ({ responseStatus, error }) => (
            <>
              {responseStatus} {error && <span className="line-clamp-2 max-w-80 text-danger">{error}</span>}
            </>
          ),
        },
        { key: 'attempts', title: t('Attempts'), isNumber: true, cell: ({ attempts }) => attempts },
        {
          key: 'at',
          title: t('Made'),
          cell: ({ createdAt }) => <Time at={createdAt} />,
        },
        {
          key: 'do',
          title: '',
          cell: ({ id, event }) => (
            <IconButton
              icon={RotateCw}
              label={t('Send {{event}} again', { event })}
              disabled={replay.isPending && replay.variables === id}
              onClick={() => replay.mutate(id)}
            />
          ),
        },
      ]}
    />
  )
}
