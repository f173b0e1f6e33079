import type { Calls } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { DeliveryDetail } from './deliveries/delivery-detail.tsx'

type Detail = Calls['POST /v1/ext/webhook-endpoint/{endpointId}/test']['data']

/** What came of a test event. */
export function TestDialog({ detail, onClose }: { detail: Detail; onClose: () => void }) {
  const { t } = useTranslation()
  const isGood = detail.status === 'DELIVERED'
  return (
    <Dialog
      isOpen
      isSheet
      size="lg"
      onClose={onClose}
      title={isGood ? t('The test event was delivered') : t('The test event was not delivered')}
    >
      <DeliveryDetail detail={detail} />
    </Dialog>
  )
}
