import type { AgendaItem } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { nameOf } from '../../process/use-process.ts'
import { useTimeZone } from '../../ui/time-zone.ts'
import { tellUndoable } from '../../ui/toast.ts'
import { dropFromAgenda, keyOf } from './use-agenda.ts'

/** Gives a task another due time, or a process another next action; null takes it away. */
export function useReschedule(item: AgendaItem) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const timeZone = useTimeZone()
  const changed = (): void => invalidateFor(client, ['task.updated', 'process.updated'])
  const takeBack = useMutation({ mutationFn: () => store(item, item.dueAt), onSettled: changed })
  return useMutation({
    mutationFn: (at: number | null) => store(item, at),
    onMutate: () => dropFromAgenda(client, keyOf(item)),
    onSettled: changed,
    onSuccess: (_answer, at) => {
      const until = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
      tellUndoable(at === null ? t('Done') : t('Put off until {{time}}', { time: until.format(at) }), () =>
        takeBack.mutate(),
      )
    },
  })
}

async function store({ task, process }: AgendaItem, at: number | null): Promise<void> {
  if (task) await api.call('PUT /v1/ext/task/{taskId}', { path: { taskId: task.id }, body: { dueBy: at } })
  else {
    await api.call('PUT /v1/ext/procedure/{procedure}/process/{processId}', {
      path: nameOf(process),
      body: { nextActionAt: at },
    })
  }
}
