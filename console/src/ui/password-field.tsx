import { useTranslation } from 'react-i18next'
import { TextField } from './text-field.tsx'

/** As the server: server/src/sign-in/passwords/rules.ts. */
const shortest = 10

interface PasswordFieldProps {
  label: string
  value: string
  onChange: (password: string) => void
  error?: string | undefined
  /** one that is chosen now, rather than the one that is known */
  isNew?: boolean
  isFocused?: boolean
}

/** A password as browsers and their password managers know it. */
export function PasswordField({ label, value, onChange, error, isNew = false, isFocused = false }: PasswordFieldProps) {
  const { t } = useTranslation()
  return (
    <TextField
      label={label}
      hint={isNew ? t('At least {{shortest}} characters.', { shortest }) : undefined}
      error={error}
      isRequired
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      autoFocus={isFocused}
      {...(isNew && { minLength: shortest })}
      value={value}
      onChange={onChange}
    />
  )
}
