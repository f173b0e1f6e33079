import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'

/** Sends one delivery again, with the same webhook-id. */
export function useReplay() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (deliveryId: string) =>
      api.call('POST /v1/ext/webhook-delivery/{deliveryId}/replay', { path: { deliveryId } }),
    onSettled: () => invalidateFor(client, ['webhook.updated']),
  })
}
