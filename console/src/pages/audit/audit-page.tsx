import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { DayFields } from '../../log-filters/day-fields.tsx'
import { daysToInstants } from '../../log-filters/days.ts'
import { IdField } from '../../log-filters/id-field.tsx'
import { useTeamModel } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.ts'
import { EventRow } from './event-row.tsx'
import type { AuditSearch } from './routes.ts'

const kinds = [
  'process',
  'task',
  'record',
  'chat',
  'message',
  'contact',
  'template',
  'plugin',
  'webhook_endpoint',
  'user',
  'role',
  'key',
  'procedure',
  'attribute',
  'state',
  'session',
  'view',
  'team',
]

/** Who did what, when, and by which key: the newest first, narrowed by what the address says. */
export function Page() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const model = useTeamModel()
  const search = useSearch({ strict: false }) as AuditSearch
  const timeZone = useTimeZone()
  const events = useInfiniteQuery({
    queryKey: ['GET /v1/ext/events', search, timeZone],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call('GET /v1/ext/events', {
        query: { ...search, ...daysToInstants(search, timeZone), limit: 100, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ meta }) => (meta.hasMore ? (meta.cursor ?? undefined) : undefined),
  })
  const set = (changes: AuditSearch): void => {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value))
    void navigate({ to: '/admin/audit', search: next, replace: true })
  }
  const rows = events.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Frame title={t('Audit log')} description={t('Every change: who made it, when, and by which key.')}>
      <div className="mb-4 grid grid-cols-5 gap-3 max-md:grid-cols-2">
        <Field label={t('Kind')}>
          {(control) => (
            <Combobox
              control={control}
              placeholder={t('Any')}
              options={kinds.map((kind) => ({ value: `${kind}.*`, label: kind.replaceAll('_', ' ') }))}
              chosen={search.kind ? [search.kind] : []}
              onChoose={([kind = '']) => set({ kind })}
            />
          )}
        </Field>
        <Field label={t('Who')}>
          {(control) => (
            <Combobox
              control={control}
              placeholder={t('Anybody')}
              options={model.users.map(({ username, displayName }) => ({
                value: username,
                label: displayName,
                note: username,
              }))}
              chosen={search.user ? [search.user] : []}
              onChoose={([user = '']) => set({ user })}
            />
          )}
        </Field>
        <IdField
          label={t('Id of what changed')}
          value={search.subject ?? ''}
          onSearch={(subject) => set({ subject })}
        />
        <DayFields days={search} onChange={set} />
      </div>
      {events.isPending ? (
        <SkeletonRows />
      ) : events.isError ? (
        <ErrorState error={events.error} retry={() => void events.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={FileClock}
          title={t('Nothing of this kind happened')}
          action={
            <Button onClick={() => void navigate({ to: '/admin/audit', search: {} })}>{t('Show everything')}</Button>
          }
        >
          {t('Take away a condition, or widen the time.')}
        </EmptyState>
      ) : (
        <>
          <ol aria-label={t('Events')} className="overflow-hidden rounded-xl border border-line bg-surface">
            {rows.map((event) => (
              <EventRow key={event.id} event={event} showSubject={(subject) => set({ subject })} />
            ))}
          </ol>
          {events.hasNextPage && (
            <div className="mt-4 text-center">
              <Button isBusy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
                {t('Older ones')}
              </Button>
            </div>
          )}
        </>
      )}
    </Frame>
  )
}
