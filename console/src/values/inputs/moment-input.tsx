import { Input } from '../../ui/input.tsx'
import { useTimeZone } from '../../ui/time-zone.ts'
import { instantOf, localOf } from '../local-time.ts'
import { type AttributeInputProps, isAbsent } from '../value-type.ts'

/** A moment on the clocks of whoever looks; epoch milliseconds go out. */
export function MomentInput({ value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const timeZone = useTimeZone()
  return (
    <Input
      {...control}
      type="datetime-local"
      value={isAbsent(value) ? '' : localOf(new Date(value as string | number).getTime(), timeZone)}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.value === '' ? null : instantOf(event.target.value, timeZone))}
    />
  )
}
