import { useQuery } from '@tanstack/react-query'
import { Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import { EndpointDialog } from './endpoint-dialog.tsx'
import { WebhookTabs } from './webhook-tabs.tsx'

export function Page() {
  const { t } = useTranslation()
  const endpoints = useQuery(callOf('GET /v1/ext/webhook-endpoints'))
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button look="primary" icon={Plus} onClick={() => setMaking(true)}>
      {t('New endpoint')}
    </Button>
  )
  return (
    <Frame
      title={t('Webhooks')}
      description={t('Addresses of your own systems that are told what happens.')}
      actions={make}
      toolbar={<WebhookTabs />}
    >
      {endpoints.isPending ? (
        <SkeletonRows count={3} height="h-32" />
      ) : endpoints.isError ? (
        <ErrorState error={endpoints.error} retry={() => void endpoints.refetch()} />
      ) : endpoints.data.data.length === 0 ? (
        <EmptyState icon={Webhook} title={t('Nobody is told yet')} action={make}>
          {t('Make an endpoint, and your system hears of each change as it happens.')}
        </EmptyState>
      ) : (
        <ul aria-label={t('Endpoints')} className="flex flex-col gap-4">
          {endpoints.data.data.map((endpoint) => (
            <EndpointCard key={endpoint.id} endpoint={endpoint} />
          ))}
        </ul>
      )}
      {isMaking && <EndpointDialog endpoint={null} onClose={() => setMaking(false)} />}
    </Frame>
  )
}
