import type { ComponentProps } from 'react'
import { Field } from './field.tsx'
import { Input } from './input.tsx'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'required'> {
  label: string
  hint?: string | undefined
  /** what is wrong with the value, as a sentence */
  error?: string | undefined
  isRequired?: boolean
  value: string
  onChange: (text: string) => void
}

/** A line of text with its label, its hint, and what is wrong with it. */
export const TextField = ({ label, hint, error, isRequired = false, value, onChange, ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error} isRequired={isRequired}>
    {(control) => (
      <Input
        {...input}
        {...control}
        required={isRequired}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)
