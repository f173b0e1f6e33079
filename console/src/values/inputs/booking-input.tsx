import { useTranslation } from 'react-i18next'
import { Input } from '../../ui/input.tsx'
import { useTimeZone } from '../../ui/time-zone.ts'
import { isObject } from '../json.ts'
import { instantOf, localOf } from '../local-time.ts'
import { type AttributeInputProps, isAbsent } from '../value-type.ts'
import { useInputProblem } from './use-input-problem.ts'

/** When a booking begins and ends, and what it is called; whatever else a booking tool sent along stays as it is. */
export function BookingInput({ value, onChange, onProblem, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { tell, ref } = useInputProblem(onProblem)
  const booking = isObject(value) ? value : {}
  const timeOf = (at: unknown): string =>
    isAbsent(at) ? '' : localOf(new Date(at as string | number).getTime(), timeZone)
  const set = (change: Record<string, unknown>): void => {
    const next = Object.fromEntries(Object.entries({ ...booking, ...change }).filter(([, each]) => !isAbsent(each)))
    const isEmpty = Object.keys(next).length === 0
    tell(isEmpty || next.startsAt !== undefined ? null : t('Say when it starts.'))
    onChange(isEmpty ? null : next)
  }
  const time = (name: 'startsAt' | 'endsAt', label: string) => (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="text-[12.5px] text-ink-soft">
        {label}
      </span>
      <Input
        {...(name === 'startsAt' && { ...control, ref })}
        aria-label={label}
        type="datetime-local"
        value={timeOf(booking[name])}
        disabled={isDisabled}
        onChange={(event) =>
          set({ [name]: event.target.value === '' ? null : instantOf(event.target.value, timeZone) })
        }
      />
    </div>
  )
  return (
    <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
      {time('startsAt', t('Starts'))}
      {time('endsAt', t('Ends'))}
      <Input
        aria-label={t('Title')}
        placeholder={t('Title')}
        value={typeof booking.title === 'string' ? booking.title : ''}
        disabled={isDisabled}
        onChange={(event) => set({ title: event.target.value })}
        className="col-span-full"
      />
    </div>
  )
}
