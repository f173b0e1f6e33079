import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { RotateCw, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { callOf } from '../../../api/query.ts'
import { daysToInstants } from '../../../log-filters/days.ts'
import { Button } from '../../../ui/button.tsx'
import { Page as Frame } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states.tsx'
import { useTimeZone } from '../../../ui/time-zone.ts'
import type { DeliverySearch } from '../routes.ts'
import { WebhookTabs } from '../webhook-tabs.tsx'
import { DeliveryFilters } from './delivery-filters.tsx'
import { DeliverySheet } from './delivery-sheet.tsx'
import { DeliveryTable } from './delivery-table.tsx'
import { ReplayDialog } from './replay-dialog.tsx'
import { Replays } from './replays.tsx'

/** What was sent, the newest first, narrowed by what the address says; what waits is looked at again each second. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { delivery, ...filter } = useSearch({ strict: false }) as DeliverySearch
  const timeZone = useTimeZone()
  const [isReplaying, setReplaying] = useState(false)
  const endpoints = useQuery(callOf('GET /v1/ext/webhook-endpoints')).data?.data ?? []
  const deliveries = useInfiniteQuery({
    queryKey: ['GET /v1/ext/webhook-deliveries', filter, timeZone],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /v1/ext/webhook-deliveries', {
        query: {
          ...(filter as object),
          ...daysToInstants(filter, timeZone),
          limit: 50,
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: ({ meta }) => (meta.hasMore ? (meta.cursor ?? undefined) : undefined),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(({ status }) => status === 'PENDING')) ? 2000 : false,
  })
  const set = (changes: DeliverySearch): void => {
    const next = Object.fromEntries(Object.entries({ ...filter, delivery, ...changes }).filter(([, value]) => value))
    void navigate({ to: '/admin/webhooks/deliveries', search: next, replace: true })
  }
  const rows = deliveries.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Frame
      title={t('Deliveries')}
      description={t('What was sent and what came back, for 30 days.')}
      toolbar={<WebhookTabs />}
      actions={
        <Button icon={RotateCw} onClick={() => setReplaying(true)}>
          {t('Send many again')}
        </Button>
      }
    >
      <Replays endpoints={endpoints} />
      <DeliveryFilters filter={filter} set={set} endpoints={endpoints} />
      {deliveries.isPending ? (
        <SkeletonRows />
      ) : deliveries.isError ? (
        <ErrorState error={deliveries.error} retry={() => void deliveries.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={Send}
          title={t('Nothing was sent')}
          action={
            Object.keys(filter).length > 0 && (
              <Button onClick={() => void navigate({ to: '/admin/webhooks/deliveries', search: {} })}>
                {t('Show everything')}
              </Button>
            )
          }
        >
          {Object.keys(filter).length > 0
            ? t('Take away a condition, or widen the time.')
            : t('As soon as something happens that an endpoint wants to know, it stands here.')}
        </EmptyState>
      ) : (
        <>
          <DeliveryTable rows={rows} endpoints={endpoints} open={(id) => set({ delivery: id })} />
          {deliveries.hasNextPage && (
            <div className="mt-4 text-center">
              <Button isBusy={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
                {t('Older ones')}
              </Button>
            </div>
          )}
        </>
      )}
      {delivery && <DeliverySheet id={delivery} onClose={() => set({ delivery: '' })} />}
      {isReplaying && (
        <ReplayDialog endpoints={endpoints} endpoint={filter.endpoint} onClose={() => setReplaying(false)} />
      )}
    </Frame>
  )
}
