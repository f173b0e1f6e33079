import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { Popover } from '../../ui/popover.tsx'
import { useTimeZone } from '../../ui/time-zone.ts'
import { instantOf, localOf } from '../../values/local-time.ts'
import { useClock } from '../clock.ts'

interface SendLaterProps {
  isDisabled: boolean
  /** after this it would not go out any more; null: no end */
  latest: number | null
  send: (at: number) => void
}

/** Chooses when a message goes out, on the clocks of whoever writes it. */
export function SendLater({ isDisabled, latest, send }: SendLaterProps) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { moment } = useClock()
  const [isOpen, setOpen] = useState(false)
  const [local, setLocal] = useState('')
  const at = local === '' ? null : instantOf(local, timeZone)
  const isPast = at !== null && at <= Date.now()
  const isTooLate = at !== null && latest !== null && at > latest
  const problem = isPast
    ? t('That is past.')
    : isTooLate
      ? t('The window ends on {{at}}: a template can be sent later.', { at: moment(latest) })
      : undefined
  const open = (isNow: boolean): void => {
    if (isNow) setLocal(localOf(Date.now() + 3_600_000, timeZone))
    setOpen(isNow)
  }
  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={open}
      align="end"
      label={t('Send later')}
      trigger={<IconButton icon={CalendarClock} label={t('Send later')} disabled={isDisabled} />}
    >
      <form
        className="flex w-64 flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (at === null || problem) return
          setOpen(false)
          send(at)
        }}
      >
        <Field label={t('When')} hint={timeZone} error={problem}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={local}
              onChange={({ target }) => setLocal(target.value)}
              required
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={at === null || problem !== undefined}>
          {t('Send it then')}
        </Button>
      </form>
    </Popover>
  )
}
