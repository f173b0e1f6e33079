import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateCalls } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useConfirm } from '../../ui/confirm.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'

/** Where one is signed in, and the way out of each. */
export function SessionsSection() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const confirm = useConfirm()
  const sessions = useQuery(callOf('GET /v1/ext/sessions'))
  const end = useMutation({
    mutationFn: (id: string) => api.call('DELETE /v1/ext/session/{id}', { path: { id } }),
    onSuccess: () => invalidateCalls(client, 'GET /v1/ext/sessions'),
  })
  const endAll = useMutation({
    mutationFn: () => api.call('DELETE /v1/ext/sessions'),
    onSuccess: () => location.assign('/sign-in'),
  })
  const askToEndAll = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('Sign out everywhere?'),
      body: t('Every device is signed out at once, this one too.'),
      action: t('Sign out everywhere'),
      isDanger: true,
    })
    if (isSure) endAll.mutate()
  }
  return (
    <Section
      title={t('Where you are signed in')}
      actions={
        <Button size="sm" look="danger" isBusy={endAll.isPending} onClick={() => void askToEndAll()}>
          {t('Sign out everywhere')}
        </Button>
      }
    >
      {sessions.isPending ? (
        <SkeletonRows count={2} />
      ) : sessions.isError ? (
        <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />
      ) : (
        <ul>
          {sessions.data.data.map(({ id, isCurrent, userAgent, address, lastSeenAt }) => (
            <li key={id} className="flex min-h-12 items-center gap-3 border-line border-b py-2 last:border-b-0">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{browserOf(userAgent)}</span>
                <span className="block text-[12.5px] text-ink-soft">
                  {`${address} · `}
                  <Time at={lastSeenAt} />
                </span>
              </span>
              {isCurrent ? (
                <Badge tone="success">{t('this one')}</Badge>
              ) : (
                <Button size="sm" isBusy={end.isPending && end.variables === id} onClick={() => end.mutate(id)}>
                  {t('Sign out')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const browsers: readonly (readonly [name: string, form: RegExp])[] = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
]
const systems: readonly (readonly [name: string, form: RegExp])[] = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
]

/** What a browser calls itself, in two words; the whole where it is none that we know. */
function browserOf(userAgent: string): string {
  const known = [browsers, systems].map((list) => list.find(([, form]) => form.test(userAgent))?.[0])
  return known[0] ? known.filter(Boolean).join(' · ') : userAgent
}
