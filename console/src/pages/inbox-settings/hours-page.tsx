import type { Calls } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { callOf } from '../../api/query.ts'
import { useSession } from '../../app/session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Frame } from './frame.tsx'
import { HoursForm } from './hours-form.tsx'
import { useNumberChoices } from './number-choices.ts'
import { useRemoval } from './use-removal.ts'
import { useWeekdays } from './weekdays.ts'

export type WorkingHours = Calls['GET /v1/ext/working-hours']['data'][number]

/** When the team works: then chats are given to people, else customers get the away message. */
export function Page() {
  const { t } = useTranslation()
  const hours = useQuery(callOf('GET /v1/ext/working-hours'))
  const numbers = useNumberChoices()
  const known = hours.data?.data ?? []
  if (hours.isPending || hours.isError) {
    return <Frame>{hours.isError ? <ErrorState error={hours.error} retry={hours.refetch} /> : <SkeletonRows />}</Frame>
  }
  const of = (number: string | null) => known.find(({ whatsappPhoneNumberId }) => whatsappPhoneNumberId === number)
  return (
    <Frame>
      <HoursSection title={t('The team')} number={null} hours={of(null)} otherwise={t('The team works always.')} />
      {numbers.map(({ value, label }) => (
        <HoursSection
          key={value}
          title={label}
          number={value}
          hours={of(value)}
          otherwise={t('The number has the hours of the team.')}
        />
      ))}
    </Frame>
  )
}

interface HoursSectionProps {
  title: string
  /** null: of all numbers that have none of their own */
  number: string | null
  hours: WorkingHours | undefined
  /** what holds where there are none */
  otherwise: string
}

function HoursSection({ title, number, hours, otherwise }: HoursSectionProps) {
  const { t } = useTranslation()
  const { team } = useSession()
  const weekdays = useWeekdays()
  const [isOpen, setOpen] = useState(false)
  const remove = useRemoval('working_hours.')
  const removeThese = (): Promise<unknown> =>
    number === null
      ? api.call('DELETE /v1/ext/working-hours')
      : api.call('DELETE /v1/ext/working-hours/{phoneNumberId}', { path: { phoneNumberId: number } })
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          {title}
          {hours && (
            <Badge tone={hours.isWorkingNow ? 'success' : 'neutral'}>
              {hours.isWorkingNow ? t('working now') : t('away now')}
            </Badge>
          )}
        </span>
      }
      actions={
        <>
          {hours && (
            <Button
              size="sm"
              onClick={() => void remove(t('the hours of {{name}}', { name: title }), otherwise, removeThese)}
            >
              {t('Delete')}
            </Button>
          )}
          <Button size="sm" onClick={() => setOpen(true)}>
            {hours ? t('Change') : t('Set hours')}
          </Button>
        </>
      }
    >
      {hours ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
          {weekdays.map(({ day, name }) => (
            <div key={day} className="contents">
              <dt className="text-ink-soft">{name}</dt>
              <dd className="tabular-nums">
                {(hours.days[day] ?? []).map((interval) => interval.join('–')).join(', ') || t('free')}
              </dd>
            </div>
          ))}
          <dt className="text-ink-soft">{t('Time zone')}</dt>
          <dd>{hours.timeZone ?? team.timeZone}</dd>
          {hours.holidays.length > 0 && (
            <>
              <dt className="text-ink-soft">{t('Holidays')}</dt>
              <dd>{hours.holidays.join(', ')}</dd>
            </>
          )}
        </dl>
      ) : (
        <p className="text-ink-soft">{otherwise}</p>
      )}
      {isOpen && <HoursForm title={title} number={number} hours={hours} close={() => setOpen(false)} />}
    </Section>
  )
}
