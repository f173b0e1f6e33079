import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { useTimeZone } from '../ui/time-zone.ts'
import { instantOf, localOf } from '../values/local-time.ts'
import { type RelativeTime, readRelative, type TimeUnit, writeRelative } from './relative-times.ts'

interface MomentValueProps {
  kind: 'moment' | 'day'
  value: unknown
  onChange: (value: unknown) => void
}

type Way = 'now' | 'today' | 'ago' | 'ahead' | 'exact'

const weekAgo: RelativeTime = { count: 7, unit: 'd', isAhead: false }

/** A time by its distance from now, which moves on with it, or an exact one. */
export function MomentValue({ kind, value, onChange }: MomentValueProps) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const relative = readRelative(value)
  const [isExact, setExact] = useState(value !== undefined && value !== 'now/d' && !relative)
  const way: Way | '' = isExact
    ? 'exact'
    : value === 'now/d'
      ? 'today'
      : relative
        ? relative.count === 0
          ? 'now'
          : relative.isAhead
            ? 'ahead'
            : 'ago'
        : ''
  const choose = (chosen: string): void => {
    setExact(chosen === 'exact')
    const next = { now: 'now', today: 'now/d', ago: writeRelative(weekAgo), exact: undefined }
    onChange(chosen === 'ahead' ? writeRelative({ ...weekAgo, isAhead: true }) : next[chosen as keyof typeof next])
  }
  return (
    <div className="flex min-w-0 flex-wrap gap-2">
      <Select
        aria-label={t('Which time')}
        className="min-w-36 flex-1"
        value={way}
        placeholder={t('Choose …')}
        choices={[
          { value: 'ago', label: t('ago') },
          { value: 'ahead', label: t('from now') },
          { value: 'now', label: t('now') },
          { value: 'today', label: t('the beginning of today') },
          { value: 'exact', label: kind === 'day' ? t('an exact day') : t('an exact time') },
        ]}
        onChoose={choose}
      />
      {(way === 'ago' || way === 'ahead') && relative && (
        <Distance relative={relative} onChange={(next) => onChange(writeRelative(next))} />
      )}
      {way === 'exact' && (
        <Input
          className="min-w-44 flex-1"
          aria-label={kind === 'day' ? t('Day') : t('Time')}
          type={kind === 'day' ? 'date' : 'datetime-local'}
          defaultValue={exactOf(kind, value, timeZone)}
          onChange={(event) => {
            const given = event.target.value
            onChange(given === '' ? undefined : kind === 'day' ? given : instantOf(given, timeZone))
          }}
        />
      )}
    </div>
  )
}

function Distance({ relative, onChange }: { relative: RelativeTime; onChange: (next: RelativeTime) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Input
        className="w-18"
        aria-label={t('How many')}
        type="number"
        min={1}
        max={9999}
        defaultValue={relative.count}
        onChange={(event) => {
          const count = Math.trunc(Number(event.target.value))
          if (count >= 1 && count <= 9999) onChange({ ...relative, count })
        }}
      />
      <Select
        aria-label={t('Unit')}
        className="w-28"
        value={relative.unit}
        choices={[
          { value: 'h', label: t('hours') },
          { value: 'd', label: t('days') },
          { value: 'w', label: t('weeks') },
          { value: 'M', label: t('months') },
        ]}
        onChoose={(unit) => onChange({ ...relative, unit: unit as TimeUnit })}
      />
    </>
  )
}

function exactOf(kind: 'moment' | 'day', value: unknown, timeZone: string): string {
  if (value === undefined || value === null) return ''
  if (kind === 'day') return String(value)
  const at = typeof value === 'number' ? value : Date.parse(String(value))
  return Number.isFinite(at) ? localOf(at, timeZone) : ''
}
