import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'

/** An event of Meta as it was received. */
export function InboundEventSheet({ pluginId, id, onClose }: { pluginId: string; id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const event = useQuery(
    callOf('GET /v1/ext/plugin/whatsapp/{pluginId}/inbound-events/{inboundEventId}', {
      path: { pluginId, inboundEventId: id },
    }),
  )
  return (
    <Dialog isOpen isSheet size="lg" onClose={onClose} title={t('Event from Meta')}>
      {event.isPending ? (
        <SkeletonRows />
      ) : event.isError ? (
        <ErrorState error={event.error} />
      ) : (
        <CodeBlock label={t('As received')} text={event.data.data.body} />
      )}
    </Dialog>
  )
}
