import type { WebhookEndpoint } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'

/** What can be done with an endpoint at once. */
export function useEndpointActions({ id }: WebhookEndpoint) {
  const client = useQueryClient()
  const path = { endpointId: id }
  const onSettled = (): void => invalidateFor(client, ['webhook.updated'])
  return {
    pause: useMutation({
      mutationFn: () => api.call('POST /v1/ext/webhook-endpoint/{endpointId}/pause', { path }),
      onSettled,
    }),
    resume: useMutation({
      mutationFn: () => api.call('POST /v1/ext/webhook-endpoint/{endpointId}/resume', { path }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: () => api.call('DELETE /v1/ext/webhook-endpoint/{endpointId}', { path }),
      onSettled,
    }),
    test: useMutation({
      mutationFn: () => api.call('POST /v1/ext/webhook-endpoint/{endpointId}/test', { path }),
      onSettled,
    }),
  }
}

export type EndpointActions = ReturnType<typeof useEndpointActions>
