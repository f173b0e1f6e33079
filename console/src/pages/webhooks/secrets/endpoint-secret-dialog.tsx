import type { WebhookEndpoint } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { endpointName } from '../webhook-words.ts'
import { SecretRotation } from './secret-rotation.tsx'

/** What an endpoint's deliveries are signed with: the team's secret, or one of its own. */
export function EndpointSecretDialog({ endpoint, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const path = { endpointId: endpoint.id }
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /v1/ext/webhook-endpoint/{endpointId}/secret', { path }),
    onSuccess: () => invalidateFor(client, ['webhook.updated']),
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('Secret of {{name}}', { name: endpointName(endpoint) })}
      description={
        endpoint.hasOwnSecret ? t('It signs with a secret of its own.') : t('It signs with the secret of the team.')
      }
      footer={
        <>
          {endpoint.hasOwnSecret && (
            <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
              {t('Sign with the team’s secret again')}
            </Button>
          )}
          <Button onClick={onClose}>{t('Done')}</Button>
        </>
      }
    >
      <SecretRotation
        isAbsent={!endpoint.hasOwnSecret}
        isRotating={endpoint.isSecretRotating}
        rotate={() => api.call('POST /v1/ext/webhook-endpoint/{endpointId}/secret/rotate', { path })}
        confirm={() => api.call('POST /v1/ext/webhook-endpoint/{endpointId}/secret/confirm', { path })}
        cancel={() => api.call('POST /v1/ext/webhook-endpoint/{endpointId}/secret/cancel', { path })}
      />
    </Dialog>
  )
}
