import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { idColumn } from '../../ui/id-column.tsx'
import { Section } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { tell } from '../../ui/toast.ts'
import { InboundEventSheet } from './inbound-event-sheet.tsx'

type Status = 'FAILED' | 'FOREIGN' | 'RECEIVED' | 'APPLIED'

const tones: Record<Status, Tone> = { FAILED: 'danger', FOREIGN: 'warning', RECEIVED: 'info', APPLIED: 'success' }

/** What Meta has sent: what failed first, for that needs somebody. */
export function InboundEvents({ pluginId }: { pluginId: string }) {
  const { t } = useTranslation()
  const [status, setStatus] = useState<Status>('FAILED')
  const [openId, setOpenId] = useState<string | null>(null)
  const path = { pluginId }
  const events = useInfiniteQuery({
    queryKey: ['GET /v1/ext/plugin/whatsapp/{pluginId}/inbound-events', { path, status }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /v1/ext/plugin/whatsapp/{pluginId}/inbound-events', {
        path,
        query: { status, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ meta }) => (meta.hasMore ? (meta.cursor ?? undefined) : undefined),
  })
  const again = useMutation({
    mutationFn: (inboundEventId: string) =>
      api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/inbound-events/{inboundEventId}/try-again', {
        path: { pluginId, inboundEventId },
      }),
    onSuccess: () => {
      tell(t('It is worked on again.'))
      void events.refetch()
    },
  })
  const names: Record<Status, string> = {
    FAILED: t('Failed'),
    FOREIGN: t('Of another account'),
    RECEIVED: t('Waiting'),
    APPLIED: t('Applied'),
  }
  const rows = events.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Section
      title={t('Events from Meta')}
      description={t('As received. What failed is kept until it is tried again.')}
      actions={
        <Segments
          label={t('Which events')}
          chosen={status}
          onChoose={setStatus}
          segments={(Object.keys(names) as Status[]).map((value) => ({ value, label: names[value] }))}
        />
      }
    >
      {events.isPending ? (
        <SkeletonRows count={2} />
      ) : events.isError ? (
        <ErrorState error={events.error} retry={() => void events.refetch()} />
      ) : rows.length === 0 ? (
        <p className="text-ink-soft">{status === 'FAILED' ? t('No event failed.') : t('There is none of these.')}</p>
      ) : (
        <DataTable
          label={t('Events from Meta')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { key: 'at', title: t('Received'), cell: ({ receivedAt }) => <Time at={receivedAt} isExact /> },
            {
              key: 'status',
              title: t('Status'),
              cell: (row) => <Badge tone={tones[row.status]}>{names[row.status]}</Badge>,
            },
            {
              key: 'error',
              title: t('Why'),
              cell: ({ error }) => <span className="break-words text-danger">{error}</span>,
            },
            idColumn(t),
            {
              key: 'do',
              title: '',
              cell: ({ id, status: itsStatus }) => (
                <span className="flex justify-end gap-2">
                  <Button size="sm" onClick={() => setOpenId(id)}>
                    {t('Show')}
                  </Button>
                  {(itsStatus === 'FAILED' || itsStatus === 'FOREIGN') && (
                    <Button
                      size="sm"
                      icon={RotateCw}
                      isBusy={again.isPending && again.variables === id}
                      onClick={() => again.mutate(id)}
                    >
                      {t('Try again')}
                    </Button>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
      {events.hasNextPage && (
        <div className="mt-3 text-center">
          <Button isBusy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t('Older ones')}
          </Button>
        </div>
      )}
      {openId && <InboundEventSheet pluginId={pluginId} id={openId} onClose={() => setOpenId(null)} />}
    </Section>
  )
}
