import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { callOf } from '../../../api/query.ts'
import { tell, tellUndoable } from '../../../ui/toast.ts'
import { definitionOf, type List, type View } from '../use-list.ts'

type Named = Pick<View, 'name' | 'isShared'>

/** Everything that can be done with the views of a list. Each is shown before the stream tells of it. */
export function useViewChanges(list: List) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { procedure } = list
  const path = { procedure: procedure.shortId }
  const { queryKey } = callOf('GET /v1/ext/procedure/{procedure}/views', { path })
  const show = (change: (views: View[]) => View[]): void =>
    void client.setQueryData(queryKey, (before) => before && { ...before, data: change(before.data) })
  const put = ({ data }: { data: View }): void =>
    show((views) => views.map((each) => (each.id === data.id ? data : each)))
  const go = (view?: string): void => void navigate({ to: '.', search: view === undefined ? {} : { view } })

  const save = useMutation({
    mutationFn: (view: View) =>
      api.call('PUT /v1/ext/view/{viewId}', {
        path: { viewId: view.id },
        body: { definition: definitionOf(list) },
        ifMatch: view.version,
      }),
    onSuccess: (answer) => {
      put(answer)
      go(answer.data.id)
      tell(t('Saved "{{name}}"', { name: answer.data.name }))
    },
  })
  const saveAs = useMutation({
    meta: { showsErrors: true },
    mutationFn: (named: Named) =>
      api.call('POST /v1/ext/procedure/{procedure}/view', { path, body: { ...named, definition: definitionOf(list) } }),
    onSuccess: ({ data }) => {
      show((views) => [...views, data])
      go(data.id)
    },
  })
  const rename = useMutation({
    meta: { showsErrors: true },
    mutationFn: ({ view, ...named }: Named & { view: View }) =>
      api.call('PUT /v1/ext/view/{viewId}', { path: { viewId: view.id }, body: named }),
    onSuccess: put,
  })
  const share = useMutation({
    mutationFn: ({ view, isShared }: { view: View; isShared: boolean }) =>
      api.call('PUT /v1/ext/view/{viewId}', { path: { viewId: view.id }, body: { isShared } }),
    onSuccess: put,
  })
  const restore = useMutation({
    mutationFn: (id: string) => api.call('POST /v1/ext/view/{viewId}/restore', { path: { viewId: id } }),
    onSuccess: ({ data }) => {
      show((views) => [...views, data].toSorted((one, other) => one.position - other.position))
      go(data.id)
    },
  })
  const remove = useMutation({
    mutationFn: (view: View) => api.call('DELETE /v1/ext/view/{viewId}', { path: { viewId: view.id } }),
    onSuccess: (_answer, view) => {
      show((views) => views.filter(({ id }) => id !== view.id))
      go()
      tellUndoable(t('Deleted the view "{{name}}"', { name: view.name }), () => restore.mutate(view.id))
    },
  })
  return { save, saveAs, rename, share, remove }
}
