import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'

/** Looks at Meta now, and subscribes again where its events go elsewhere. */
export function useCheck(pluginId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/check', { path: { pluginId } }),
    onSettled: () => invalidateFor(client, ['plugin.updated']),
  })
}
