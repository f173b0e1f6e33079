import { useTranslation } from 'react-i18next'
import { Combobox } from '../ui/combobox.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { AttributeInput } from '../values/attribute-input.tsx'
import type { FilterField } from './fields.ts'
import type { Condition } from './filter.ts'
import { MomentValue } from './moment-value.tsx'
import { spanNames, spans } from './spans.ts'

interface ConditionValueProps {
  field: FilterField | undefined
  condition: Condition
  onChange: (value: unknown) => void
}

/** What a condition compares with, by the field's type. */
export function ConditionValue({ field, condition, onChange }: ConditionValueProps) {
  const { t } = useTranslation()
  const { id, operator, value } = condition
  const label = t('Value')
  if (operator === 'exists') return null
  if (operator === 'within') {
    const names = spanNames(t)
    return (
      <Select
        aria-label={label}
        className="w-full"
        value={typeof value === 'string' ? value : ''}
        placeholder={t('Choose …')}
        choices={spans.map(({ key }) => ({ value: key, label: names[key] ?? key }))}
        onChoose={onChange}
      />
    )
  }
  if (field?.kind === 'choice') {
    return (
      <Combobox
        label={label}
        options={field.options ?? []}
        chosen={[value ?? []].flat().map(String)}
        isMultiple
        onChoose={(chosen) => onChange(chosen.map((each) => originalOf(field, each)))}
      />
    )
  }
  if ((field?.kind === 'moment' || field?.kind === 'day') && operator !== 'in')
    return <MomentValue key={operator} kind={field.kind} value={value} onChange={onChange} />
  if (operator === 'in') {
    return (
      <Input
        aria-label={t('Values, with commas between')}
        placeholder={t('Values, with commas between')}
        defaultValue={[value ?? []].flat().map(String).join(', ')}
        onChange={(event) =>
          onChange(
            event.target.value
              .split(',')
              .map((each) => each.trim())
              .filter(Boolean),
          )
        }
      />
    )
  }
  if (field?.attribute && operator !== 'contains' && operator !== 'startsWith') {
    return (
      <>
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <AttributeInput attribute={field.attribute} value={value} onChange={onChange} control={{ id }} />
      </>
    )
  }
  return (
    <Input
      aria-label={label}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Options of an enum of numbers are numbers. */
const originalOf = ({ attribute }: FilterField, chosen: string): string | number =>
  attribute?.options?.find(({ value }) => String(value) === chosen)?.value ?? chosen
