import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useSession } from '../../app/session.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { problemAt } from '../../ui/problems.ts'
import type { WorkingHours } from './hours-page.tsx'
import { type Day, useWeekdays } from './weekdays.ts'

interface HoursFormProps {
  title: string
  number: string | null
  hours: WorkingHours | undefined
  close: () => void
}

type Days = WorkingHours['days']

const usual: Days = Object.fromEntries(['MON', 'TUE', 'WED', 'THU', 'FRI'].map((day) => [day, [['09:00', '18:00']]]))
const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))

/** The intervals of each day, and the days that are free whatever their day of the week. */
export function HoursForm({ title, number, hours, close }: HoursFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { team } = useSession()
  const weekdays = useWeekdays()
  const [days, setDays] = useState<Days>(hours?.days ?? usual)
  const [timeZone, setTimeZone] = useState(hours?.timeZone ?? null)
  const [holidays, setHolidays] = useState<readonly string[]>(hours?.holidays ?? [])
  const save = useMutation({
    meta: { showsErrors: true },
    mutationFn: (): Promise<unknown> => {
      const body = { days, timeZone, holidays: [...holidays].sort() }
      return number === null
        ? api.call('PUT /v1/ext/working-hours', { body })
        : api.call('PUT /v1/ext/working-hours/{phoneNumberId}', { path: { phoneNumberId: number }, body })
    },
    onSuccess: close,
    onSettled: () => invalidateFor(client, ['working_hours.']),
  })
  return (
    <FormDialog
      title={t('Working hours: {{name}}', { name: title })}
      onClose={close}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error}
      paths={['timeZone']}
    >
      <ul className="flex flex-col gap-2">
        {weekdays.map(({ day, name }) => (
          <li key={day}>
            <DayFields
              name={name}
              intervals={days[day] ?? []}
              change={(intervals) => setDays(withDay(days, day, intervals))}
            />
          </li>
        ))}
      </ul>
      <Field label={t('Time zone')} error={problemAt(save.error, 'timeZone')}>
        {(control) => (
          <Combobox
            control={control}
            options={zones}
            chosen={timeZone ? [timeZone] : []}
            placeholder={t("The team's: {{zone}}", { zone: team.timeZone })}
            onChoose={([chosen = null]) => setTimeZone(chosen)}
          />
        )}
      </Field>
      <Holidays holidays={holidays} change={setHolidays} />
    </FormDialog>
  )
}

/** A day without intervals is left out: it is free. */
function withDay(days: Days, day: Day, intervals: string[][]): Days {
  const { [day]: _, ...others } = days
  return intervals.length > 0 ? { ...others, [day]: intervals } : others
}

interface DayFieldsProps {
  name: string
  intervals: string[][]
  change: (intervals: string[][]) => void
}

function DayFields({ name, intervals, change }: DayFieldsProps) {
  const { t } = useTranslation()
  const set = (index: number, place: 0 | 1, value: string): void =>
    change(intervals.map((interval, at) => (at === index ? interval.with(place, value) : interval)))
  return (
    <fieldset className="flex items-start gap-3">
      <legend className="sr-only">{name}</legend>
      <span aria-hidden className="w-28 py-1.5">
        {name}
      </span>
      <div className="flex flex-1 flex-col gap-1.5">
        {intervals.length === 0 && <span className="py-1.5 text-ink-soft">{t('free')}</span>}
        {intervals.map(([from = '', to = ''], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: intervals are known by their place
          <span key={index} className="flex items-center gap-1.5">
            <Input
              type="time"
              aria-label={t('{{day}} from', { day: name })}
              value={from}
              onChange={({ target }) => set(index, 0, target.value)}
              className="w-34!"
            />
            <Input
              type="time"
              aria-label={t('{{day}} to', { day: name })}
              value={to === '24:00' ? '23:59' : to}
              onChange={({ target }) => set(index, 1, target.value === '23:59' ? '24:00' : target.value)}
              className="w-34!"
            />
            <IconButton
              icon={X}
              label={t('Remove the interval of {{day}}', { day: name })}
              onClick={() => change(intervals.toSpliced(index, 1))}
            />
          </span>
        ))}
      </div>
      <IconButton
        icon={Plus}
        label={t('Add an interval to {{day}}', { day: name })}
        onClick={() => change([...intervals, intervals.length === 0 ? ['09:00', '18:00'] : ['19:00', '21:00']])}
      />
    </fieldset>
  )
}

function Holidays({
  holidays,
  change,
}: {
  holidays: readonly string[]
  change: (holidays: readonly string[]) => void
}) {
  const { t } = useTranslation()
  const add = (date: string): void => {
    if (date !== '' && !holidays.includes(date)) change([...holidays, date].sort())
  }
  return (
    <Field label={t('Holidays')} hint={t('Days that are free whatever their day of the week.')}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-2">
          {holidays.map((date) => (
            <span key={date} className="inline-flex items-center rounded-full border border-line ps-2.5 tabular-nums">
              {date}
              <IconButton
                icon={X}
                label={t('Remove {{name}}', { name: date })}
                className="size-6"
                onClick={() => change(holidays.filter((each) => each !== date))}
              />
            </span>
          ))}
          <Input {...control} type="date" className="w-40!" onChange={({ target }) => add(target.value)} />
        </div>
      )}
    </Field>
  )
}
