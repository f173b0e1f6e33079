import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Card, Figure } from './card.tsx'
import { following } from './following.ts'
import { rangeOf } from './range.ts'
import type { Days } from './search.ts'
import { Shares } from './shares.tsx'
import { TimeChart } from './time-chart.tsx'

/** What was written and what became of it; why messages failed. */
export function MessagesCard({ days }: { days: Days }) {
  const { t } = useTranslation()
  const answer = useQuery({
    ...callOf('GET /v1/ext/statistics/messages', { query: rangeOf(days) }),
    ...following,
  })
  const kinds = [
    { name: t('read'), statuses: ['READ', 'PLAYED'], color: 'var(--info)' },
    { name: t('delivered'), statuses: ['DELIVERED'], color: 'var(--success)' },
    { name: t('sent'), statuses: ['SENT', 'PENDING', 'UNCONFIRMED'], color: 'var(--line-strong)' },
    { name: t('failed'), statuses: ['FAILED'], color: 'var(--danger)' },
  ]
  return (
    <>
      <Card
        title={t('Messages')}
        description={t('What customers wrote, and what became of what was sent.')}
        answer={answer}
      >
        {({ data }) => {
          const sent = kinds.map(({ name, statuses, color }) => {
            const some = data.outbound.filter(({ deliveryStatus }) => statuses.includes(deliveryStatus))
            return {
              name,
              color,
              values: data.buckets.map((_, index) => some.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0)),
            }
          })
          const total = data.outbound.reduce((sum, each) => sum + each.total, 0)
          return (
            <>
              <dl className="mb-4 flex gap-8">
                <Figure label={t('from customers')} value={data.inbound.total.toLocaleString()} />
                <Figure label={t('to customers')} value={total.toLocaleString()} />
              </dl>
              <TimeChart
                label={t('Messages')}
                kind="bars"
                buckets={data.buckets}
                timeZone={data.timeZone}
                series={[...sent, { name: t('from customers'), color: 'var(--accent)', values: data.inbound.counts }]}
              />
            </>
          )
        }}
      </Card>
      <Card
        title={t('Why messages failed')}
        description={t('By the reason that Meta gave, with what to do.')}
        answer={answer}
      >
        {({ data: { failures } }) =>
          failures.length === 0 ? (
            <p className="py-10 text-center text-ink-soft">{t('No message failed in this time.')}</p>
          ) : (
            <>
              <Shares
                label={t('Why messages failed')}
                shares={failures.map(({ code, count, explanation }) => ({
                  name: explanation || code,
                  count,
                  color: 'var(--danger)',
                  note: code,
                }))}
              />
              {failures[0]?.advice && <p className="mt-4 text-[13px] text-ink-soft">{failures[0].advice}</p>}
            </>
          )
        }
      </Card>
    </>
  )
}
