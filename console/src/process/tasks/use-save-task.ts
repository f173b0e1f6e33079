import type { NewTask, Process, StateTask, Task } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { nextStates, stateOf, useProcedure } from '../../model/team-model.ts'
import { tell, tellUndoable } from '../../ui/toast.ts'
import { identifierOf } from '../../values/identifier.ts'
import { valueAt } from '../field-path.ts'
import { nameOf } from '../use-process.ts'

interface Saved {
  /** as it was before */
  process: Process
  stateTask: StateTask
  /** null for a new one */
  task: Task | null
}

/** Stores a task and tells so. A completion can be taken back, with what it did to its process, where the state may go back. */
export function useSaveTask({ process, stateTask, task }: Saved, onDone: (saved: Task) => void) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const procedure = useProcedure(process.procedureShortId)
  const changed = (): void => invalidateFor(client, ['task.updated', 'process.updated'])
  const movesTo = stateTask.movesTo === null ? undefined : stateOf(procedure, stateTask.movesTo)
  const isMoved = movesTo !== undefined && movesTo.shortId !== process.stateShortId
  const mayGoBack = !isMoved || nextStates(procedure, movesTo).some(({ shortId }) => shortId === process.stateShortId)

  const undo = async (saved: Task): Promise<void> => {
    const mapped = Object.values(stateTask.mapping)
    const path = { taskId: saved.id }
    // what was filled in stays, to be put right
    if (task) await api.call('PUT /v1/ext/task/{taskId}', { path, body: { status: 'OPEN' } })
    else await api.call('DELETE /v1/ext/task/{taskId}', { path })
    if (isMoved || mapped.length > 0) {
      await api.call('PUT /v1/ext/procedure/{procedure}/process/{processId}', {
        path: nameOf(process),
        body: {
          ...(isMoved && { state: process.stateShortId }),
          data: Object.fromEntries(mapped.map((shortId) => [shortId, valueAt(process, `data.${shortId}`)])),
        },
      })
    }
    changed()
  }
  const takeBack = useMutation({ mutationFn: undo })

  return useMutation({
    mutationFn: async (body: NewTask) => {
      const { procedure, processId } = nameOf(process)
      const { data } = task
        ? await api.call('PUT /v1/ext/task/{taskId}', { path: { taskId: task.id }, body, ifMatch: task.version })
        : await api.call('POST /v1/ext/p/{procedure}/{process}/task/{stateTask}', {
            path: { procedure, process: processId, stateTask: stateTask.shortId },
            body,
          })
      return data
    },
    meta: { showsErrors: true },
    onSuccess: (saved) => {
      changed()
      const isCompletion = saved.status === 'COMPLETED' && task?.status !== 'COMPLETED'
      const names = { task: saved.title, title: identifierOf(process, procedure).title }
      const message = isMoved
        ? t('{{task}} of {{title}} completed, moved to {{state}}', { ...names, state: movesTo.name })
        : t('{{task}} of {{title}} completed', names)
      if (!isCompletion) tell(t('{{task}} of {{title}} saved', names))
      else if (mayGoBack) tellUndoable(message, () => takeBack.mutate(saved))
      else tell(message)
      onDone(saved)
    },
  })
}
