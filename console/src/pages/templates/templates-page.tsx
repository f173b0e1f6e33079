import type { MessageTemplate } from '@nadi/sdk'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessageSquareText, Plus, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { tell } from '../../ui/toast.ts'
import { PluginFrame } from '../plugins/plugin-frame.tsx'
import { MappingDialog } from './mapping-dialog.tsx'
import type { TemplateSearch } from './routes.ts'
import { TemplateFilters } from './template-filters.tsx'
import { TemplateSheet } from './template-sheet.tsx'
import { TemplateTable } from './template-table.tsx'

type Open = { what: 'sheet' | 'mapping'; template: MessageTemplate } | null

export function Page() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { pluginId = '' } = useParams({ strict: false }) as { pluginId?: string }
  const filter = useSearch({ strict: false }) as TemplateSearch
  const path = { pluginId }
  const to = `/admin/plugin/${pluginId}/templates`
  const [open, setOpen] = useState<Open>(null)
  const plugin = useQuery(callOf('GET /v1/ext/plugin/whatsapp/{pluginId}', { path })).data?.data
  const templates = useInfiniteQuery({
    queryKey: ['GET /v1/ext/plugin/whatsapp/{pluginId}/templates', { path, query: filter }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /v1/ext/plugin/whatsapp/{pluginId}/templates', {
        path,
        query: { ...filter, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ meta }) => meta.nextCursor,
    placeholderData: (before) => before,
  })
  const refresh = useMutation({
    mutationFn: () => api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/templates/refresh', { path }),
    onSuccess: ({ data: { count } }) => {
      invalidateFor(client, ['template.updated'])
      tell(t('{{count}} templates were read from Meta.', { count }))
    },
  })
  const set = (changes: TemplateSearch): void => {
    const next = Object.fromEntries(Object.entries({ ...filter, ...changes }).filter(([, value]) => value))
    void navigate({ to, search: next, replace: true })
  }
  const make = (
    <ButtonLink to={`${to}/new`} look="primary" icon={Plus}>
      {t('New template')}
    </ButtonLink>
  )
  const isNarrowed = Object.keys(filter).length > 0
  const rows = templates.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <PluginFrame
      plugin={plugin}
      actions={
        <>
          <Button icon={RefreshCw} isBusy={refresh.isPending} onClick={() => refresh.mutate()}>
            {t('Read from Meta')}
          </Button>
          {make}
        </>
      }
    >
      <TemplateFilters filter={filter} set={set} />
      {templates.isPending ? (
        <SkeletonRows />
      ) : templates.isError ? (
        <ErrorState error={templates.error} retry={() => void templates.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={MessageSquareText}
          title={isNarrowed ? t('No template fits') : t('There is no template yet')}
          action={
            isNarrowed ? (
              <Button onClick={() => void navigate({ to, search: {} })}>{t('Show everything')}</Button>
            ) : (
              make
            )
          }
        >
          {isNarrowed
            ? t('Take away a condition.')
            : t('Write one and send it to Meta for review; it is often approved within minutes.')}
        </EmptyState>
      ) : (
        <>
          <TemplateTable
            rows={rows}
            wabaId={plugin?.wabaId}
            show={(template) => setOpen({ what: 'sheet', template })}
            map={(template) => setOpen({ what: 'mapping', template })}
          />
          {templates.hasNextPage && (
            <div className="mt-4 text-center">
              <Button isBusy={templates.isFetchingNextPage} onClick={() => void templates.fetchNextPage()}>
                {t('More')}
              </Button>
            </div>
          )}
        </>
      )}
      {open?.what === 'sheet' && <TemplateSheet template={open.template} onClose={() => setOpen(null)} />}
      {open?.what === 'mapping' && (
        <MappingDialog template={open.template} plugin={plugin} onClose={() => setOpen(null)} />
      )}
    </PluginFrame>
  )
}
