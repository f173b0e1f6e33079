import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../../api/query.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState, SkeletonRows } from '../../../ui/states.tsx'
import { DeliveryDetail } from './delivery-detail.tsx'
import { useReplay } from './use-replay.ts'

/** One delivery beside the log. */
export function DeliverySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const delivery = useQuery({
    ...callOf('GET /v1/ext/webhook-delivery/{deliveryId}', { path: { deliveryId: id } }),
    refetchInterval: ({ state }) => (state.data?.data.status === 'PENDING' ? 1000 : false),
  })
  const replay = useReplay()
  return (
    <Dialog
      isOpen
      isSheet
      size="lg"
      onClose={onClose}
      title={delivery.data?.data.event ?? t('Delivery')}
      footer={
        <Button icon={RotateCw} look="primary" isBusy={replay.isPending} onClick={() => replay.mutate(id)}>
          {t('Send again')}
        </Button>
      }
    >
      {delivery.isPending ? (
        <SkeletonRows />
      ) : delivery.isError ? (
        <ErrorState error={delivery.error} retry={() => void delivery.refetch()} />
      ) : (
        <DeliveryDetail detail={delivery.data.data} />
      )}
    </Dialog>
  )
}
