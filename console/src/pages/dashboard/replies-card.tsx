import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Card, Figure } from './card.tsx'
import { following } from './following.ts'
import { rangeOf } from './range.ts'
import type { Days } from './search.ts'
import { TimeChart } from './time-chart.tsx'

/** How long customers wait for an answer. */
export function RepliesCard({ days }: { days: Days }) {
  const { t, i18n } = useTranslation()
  const answer = useQuery({
    ...callOf('GET /v1/ext/statistics/replies', { query: rangeOf(days) }),
    ...following,
  })
  const minutes = (milliseconds: number): string =>
    milliseconds < 3_600_000
      ? t('{{minutes}} min', {
          minutes: new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(milliseconds / 60_000),
        })
      : t('{{hours}} h', {
          hours: new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(milliseconds / 3_600_000),
        })
  return (
    <Card title={t('Response time')} description={t("From a customer's message to the first answer.")} answer={answer}>
      {({ data }) =>
        data.overall.median === null ? (
          <p className="py-10 text-center text-ink-soft">{t('Nobody was answered in this time.')}</p>
        ) : (
          <>
            <dl className="mb-4 flex gap-8">
              <Figure label={t('median')} value={minutes(data.overall.median)} />
              <Figure
                label={t('nine of ten within')}
                value={data.overall.p90 === null ? '—' : minutes(data.overall.p90)}
              />
              <Figure label={t('answers')} value={data.overall.replies.toLocaleString()} />
            </dl>
            <TimeChart
              label={t('Response time')}
              kind="lines"
              buckets={data.buckets}
              timeZone={data.timeZone}
              shown={minutes}
              series={[
                { name: t('median'), color: 'var(--accent)', values: data.series.median },
                { name: t('nine of ten within'), color: 'var(--line-strong)', values: data.series.p90 },
              ]}
            />
          </>
        )
      }
    </Card>
  )
}
