import type { Procedure } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { stateOf } from '../../model/team-model.ts'
import { Card, Figure } from './card.tsx'
import { following } from './following.ts'
import { rangeOf } from './range.ts'
import type { Days } from './search.ts'
import { Shares } from './shares.tsx'
import { TimeChart } from './time-chart.tsx'

/** Where the processes of a procedure stood over time, and how far those that were made have come. */
export function ProcessesCard({ procedure, days }: { procedure: Procedure; days: Days }) {
  const { t } = useTranslation()
  const answer = useQuery({
    ...callOf('GET /v1/ext/statistics/processes/{procedure}', {
      path: { procedure: procedure.shortId },
      query: rangeOf(days),
    }),
    ...following,
  })
  const nameOf = (state: string): string => stateOf(procedure, state)?.name ?? state
  const colorOf = (state: string): string => stateOf(procedure, state)?.color ?? 'var(--line-strong)'
  return (
    <>
      <Card
        title={t('{{procedure}} by state', { procedure: procedure.name })}
        description={t('How many stood in each state.')}
        answer={answer}
      >
        {({ data }) => (
          <>
            <dl className="mb-4 flex gap-8">
              <Figure label={t('made')} value={data.created.total.toLocaleString()} />
              <Figure
                label={t('stand now')}
                value={data.states.reduce((sum, { standing }) => sum + standing, 0).toLocaleString()}
              />
            </dl>
            <TimeChart
              label={t('{{procedure}} by state', { procedure: procedure.name })}
              kind="areas"
              buckets={data.buckets}
              timeZone={data.timeZone}
              series={data.states.map(({ state, standingAt }) => ({
                name: nameOf(state),
                color: colorOf(state),
                values: standingAt,
              }))}
            />
          </>
        )}
      </Card>
      <Card
        title={t('How far they come')}
        description={t('Of those made in this time: how many reached each state.')}
        answer={answer}
      >
        {({ data }) => (
          <Shares
            label={t('How far they come')}
            shares={data.states
              .filter(({ isDeleted }) => !isDeleted)
              .map(({ state, reached, share }) => ({
                name: nameOf(state),
                count: reached,
                color: colorOf(state),
                ...(share !== null && { note: `${Math.round(share * 100)} %` }),
              }))}
          />
        )}
      </Card>
    </>
  )
}
