import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  /** what is wrong with the value, as a sentence */
  error?: string | undefined
  isRequired?: boolean
  /** gets what ties the input to its label and its messages */
  children: (control: FieldControl) => ReactNode
}

export interface FieldControl {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

/** An input with its label, its hint, and what is wrong with it. */
export function Field({ label, hint, error, isRequired, children }: FieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const isDescribed = error !== undefined || hint !== undefined
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
        {isRequired && (
          <span className="text-danger" title={t('required')}>
            {' *'}
          </span>
        )}
      </label>
      {children({
        id,
        ...(isDescribed && { 'aria-describedby': `${id}-says` }),
        ...(error !== undefined && { 'aria-invalid': true }),
        ...(isRequired && { 'aria-required': true }),
      })}
      {isDescribed && (
        <p id={`${id}-says`} className={error ? 'text-[12.5px] text-danger' : 'text-[12.5px] text-ink-soft'}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
