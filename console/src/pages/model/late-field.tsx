import { type ComponentProps, useEffect, useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'

interface LateFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
  isRequired?: boolean
}

/** An input whose edit counts when it is left, so that a word typed is one edit. */
export function LateField({ label, hint, value, onChange, isRequired = false, ...rest }: LateFieldProps) {
  const [text, setText] = useState(value)
  // undone, discarded, or changed elsewhere
  useEffect(() => setText(value), [value])
  const leave = (): void => {
    if (isRequired && text.trim() === '') setText(value)
    else if (text !== value) onChange(text)
  }
  return (
    <Field label={label} hint={hint} isRequired={isRequired}>
      {(control) => (
        <Input
          {...rest}
          {...control}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      )}
    </Field>
  )
}
