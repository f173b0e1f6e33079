import type { Procedure } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { useConfirm } from '../../../ui/confirm.tsx'
import { tell, tellProblem, tellUndoable } from '../../../ui/toast.ts'
import type { Selection } from '../use-selection.ts'

/** so many are asked at once */
const together = 4

/** Deletes what is chosen, one by one, after a question; what was deleted can be brought back. */
export function useDeleteMany(procedure: Procedure, selection: Selection) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const confirm = useConfirm()
  const restore = useMutation({
    mutationFn: (ids: readonly string[]) =>
      eachOf(ids, (processId) =>
        api.call('POST /v1/ext/procedure/{procedure}/process/{processId}/restore', {
          path: { procedure: procedure.shortId, processId },
        }),
      ),
    onSuccess: ({ done, error }) => {
      if (error) tellProblem(error)
      else tell(t('{{count}} restored', { count: done.length }))
    },
    onSettled: () => invalidateFor(client, ['process.restored']),
  })
  const remove = useMutation({
    mutationFn: (ids: readonly string[]) =>
      eachOf(ids, (processId) =>
        api.call('DELETE /v1/ext/procedure/{procedure}/process/{processId}', {
          path: { procedure: procedure.shortId, processId },
        }),
      ),
    onSuccess: ({ done, error }) => {
      selection.clear()
      if (error) tellProblem(error)
      if (done.length > 0) tellUndoable(t('{{count}} deleted', { count: done.length }), () => restore.mutate(done))
    },
    onSettled: () => invalidateFor(client, ['process.deleted']),
  })
  const ask = async (): Promise<void> => {
    const count = selection.ids.size
    const isSure = await confirm({
      title: t('Delete {{count}} rows?', { count }),
      body: t('They leave every list and give up their keys. They can be restored from the list of deleted ones.'),
      action: t('Delete'),
      isDanger: true,
    })
    if (isSure) remove.mutate([...selection.ids])
  }
  return { ask, isPending: remove.isPending }
}

interface Fate {
  done: string[]
  /** of the last that was refused */
  error: unknown
}

async function eachOf(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<Fate> {
  const fate: Fate = { done: [], error: null }
  const waiting = [...ids]
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await act(id)
        fate.done.push(id)
      } catch (error) {
        fate.error = error
      }
    }
  }
  await Promise.all(Array.from({ length: together }, work))
  return fate
}
