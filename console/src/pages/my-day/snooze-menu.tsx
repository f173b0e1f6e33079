import type { AgendaItem } from '@nadi/sdk'
import { AlarmClock } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useTimeZone } from '../../ui/time-zone.ts'
import { instantOf, localOf } from '../../values/local-time.ts'
import { dayLater, dayOf, timeOfDay, weekdayOf } from './days.ts'
import { useReschedule } from './use-reschedule.ts'

interface SnoozeMenuProps {
  item: AgendaItem
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Puts something off: to one of the usual times, or to any. */
export function SnoozeMenu({ item, isOpen, onOpenChange }: SnoozeMenuProps) {
  const { t, i18n } = useTranslation()
  const timeZone = useTimeZone()
  const [isChoosing, setChoosing] = useState(false)
  const reschedule = useReschedule(item)
  const now = Date.now()
  const today = dayOf(now, timeZone)
  const evening = timeOfDay(today, '18:00', timeZone)
  const times = [
    { label: t('In an hour'), at: now + 3_600_000 },
    ...(now < evening - 3_600_000 ? [{ label: t('This evening'), at: evening }] : []),
    { label: t('Tomorrow morning'), at: timeOfDay(dayLater(today, 1), '09:00', timeZone) },
    { label: t('Next Monday'), at: timeOfDay(dayLater(today, 8 - weekdayOf(today)), '09:00', timeZone) },
  ]
  const inWords = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  })
  return (
    <>
      <Menu
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        trigger={<IconButton icon={AlarmClock} label={t('Put off')} shortcut="z" />}
        items={[
          ...times.map(({ label, at }) => ({
            label: `${label} · ${inWords.format(at)}`,
            onSelect: () => reschedule.mutate(at),
          })),
          null,
          { label: t('Choose a time …'), onSelect: () => setChoosing(true) },
        ]}
      />
      {isChoosing && (
        <ChooseTime
          start={Math.max(item.dueAt ?? 0, now)}
          onClose={() => setChoosing(false)}
          onChoose={(at) => {
            setChoosing(false)
            reschedule.mutate(at)
          }}
        />
      )}
    </>
  )
}

interface ChooseTimeProps {
  start: number
  onClose: () => void
  onChoose: (at: number) => void
}

function ChooseTime({ start, onClose, onChoose }: ChooseTimeProps) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const [local, setLocal] = useState(() => localOf(start, timeZone))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (local !== '') onChoose(instantOf(local, timeZone))
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('Put off')}
      size="sm"
      footer={
        <Button look="primary" type="submit" form="put-off">
          {t('Put off')}
        </Button>
      }
    >
      <form id="put-off" onSubmit={submit}>
        <Field label={t('Until')}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={local}
              onChange={(event) => setLocal(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
