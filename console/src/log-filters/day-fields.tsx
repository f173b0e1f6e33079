import { useTranslation } from 'react-i18next'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import type { Days } from './days.ts'

/** From a day on, and before another. */
export function DayFields({ days, onChange }: { days: Days; onChange: (changes: Days) => void }) {
  const { t } = useTranslation()
  const fields = [
    ['since', t('From')],
    ['until', t('Before')],
  ] as const
  return fields.map(([name, label]) => (
    <Field key={name} label={label}>
      {(control) => (
        <Input
          {...control}
          type="date"
          value={days[name] ?? ''}
          onChange={({ target }) => onChange({ [name]: target.value })}
        />
      )}
    </Field>
  ))
}
