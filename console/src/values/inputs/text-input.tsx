import type { HTMLInputTypeAttribute } from 'react'
import { Input, Textarea } from '../../ui/input.tsx'
import type { AttributeInputProps } from '../value-type.ts'

interface Look {
  type?: HTMLInputTypeAttribute
  inputMode?: 'decimal' | 'numeric'
  dir?: 'ltr'
  autoComplete?: string
  className?: string
}

const typed = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** One line of text, as the browser helps with a type: numbers, addresses, dates. */
export const lineInput = (look: Look = {}) =>
  function LineInput({ value, onChange, control, isDisabled = false }: AttributeInputProps) {
    return (
      <Input
        autoComplete="off"
        {...look}
        {...control}
        value={typed(value)}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    )
  }

/** Several lines; as high as its text, within reason. */
export function TextInput({ value, onChange, control, isDisabled = false }: AttributeInputProps) {
  return (
    <Textarea
      {...control}
      className="field-sizing-content max-h-80 min-h-18"
      value={typed(value)}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  )
}
