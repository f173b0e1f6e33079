import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Link2Off } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { FlowEndpoint } from './flow-endpoint.tsx'
import { Health } from './health.tsx'
import { InboundEvents } from './inbound-events.tsx'
import { PhoneNumbers } from './phone-numbers.tsx'
import { PluginFrame } from './plugin-frame.tsx'
import { TokenDialog } from './token-dialog.tsx'
import { WebhookSettings } from './webhook-settings.tsx'

/** All of one connected account but its templates, which have pages of their own. */
export function Page() {
  const { t } = useTranslation()
  const { pluginId = '' } = useParams({ strict: false }) as { pluginId?: string }
  const plugin = useQuery(callOf('GET /v1/ext/plugin/whatsapp/{pluginId}', { path: { pluginId } }))
  const [isReconnecting, setReconnecting] = useState(false)
  const shown = plugin.data?.data
  return (
    <PluginFrame plugin={shown}>
      {plugin.isError ? (
        <ErrorState error={plugin.error} retry={() => void plugin.refetch()} />
      ) : !shown ? (
        <SkeletonRows height="h-24" count={4} />
      ) : (
        <>
          {shown.status === 'DISCONNECTED' ? (
            <Section
              title={t('Disconnected')}
              actions={
                <Button look="primary" icon={Link2Off} onClick={() => setReconnecting(true)}>
                  {t('Connect again')}
                </Button>
              }
            >
              <p>{t('Messages neither come nor go. Chats and what was said are still here.')}</p>
            </Section>
          ) : (
            <Health plugin={shown} />
          )}
          <PhoneNumbers plugin={shown} />
          <WebhookSettings pluginId={shown.id} />
          <InboundEvents pluginId={shown.id} />
          {shown.status === 'CONNECTED' && <FlowEndpoint pluginId={shown.id} />}
          <TokenDialog plugin={shown} isOpen={isReconnecting} onClose={() => setReconnecting(false)} />
        </>
      )}
    </PluginFrame>
  )
}
