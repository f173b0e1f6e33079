import type { Calls, WebhookEndpoint } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../../api/query.ts'
import { Progress } from '../../../ui/progress.tsx'
import { Time } from '../../../ui/time.tsx'
import { endpointName } from '../webhook-words.ts'

type Replay = Calls['GET /v1/ext/webhook-replays']['data'][number]

const isUnderWay = ({ status, total, delivered, failed }: Replay): boolean =>
  status === 'IN_PROGRESS' || delivered + failed < total

/** How far the latest one that sends many again has come, while it matters. */
export function Replays({ endpoints }: { endpoints: readonly WebhookEndpoint[] }) {
  const { t } = useTranslation()
  const replays = useQuery({
    ...callOf('GET /v1/ext/webhook-replays'),
    refetchInterval: ({ state }) => (state.data?.data.some(isUnderWay) ? 1000 : false),
  })
  const [latest] = replays.data?.data ?? []
  if (!latest) return null
  const { total, delivered, failed, createdAt } = latest
  const endpoint = endpoints.find(({ id }) => id === latest.endpoint)
  return (
    <section aria-label={t('Sent again')} className="mb-4 rounded-xl border border-line bg-surface p-4">
      <p className="mb-2 flex flex-wrap items-center gap-x-2">
        <span className="font-medium">
          {endpoint ? t('Sent again to {{name}}', { name: endpointName(endpoint) }) : t('Sent again to all')}
        </span>
        <span className="text-ink-soft">
          {t('{{delivered}} of {{total}} delivered, {{failed}} failed', {
            delivered: delivered.toLocaleString(),
            total: total.toLocaleString(),
            failed: failed.toLocaleString(),
          })}
        </span>
        <span className="text-ink-soft">
          <Time at={createdAt} />
        </span>
      </p>
      <Progress done={delivered + failed} total={total} label={t('Sent again')} />
    </section>
  )
}
