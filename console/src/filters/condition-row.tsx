import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Combobox } from '../ui/combobox.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Select } from '../ui/select.tsx'
import { ConditionValue } from './condition-value.tsx'
import type { FilterField } from './fields.ts'
import type { Condition, Operator } from './filter.ts'
import { operatorName } from './operator-names.ts'

interface ConditionRowProps {
  fields: readonly FilterField[]
  condition: Condition
  /** null takes it out */
  onChange: (next: Condition | null) => void
}

/** One condition: a field, an operator, a value. */
export function ConditionRow({ fields, condition, onChange }: ConditionRowProps) {
  const { t } = useTranslation()
  const field = fields.find(({ key }) => key === condition.field)
  const offered = choicesOf(field, condition)
  const chosen = keyOf(condition, field)
  const chooseField = (key: string | undefined): void => {
    const next = fields.find((each) => each.key === key)
    if (next) onChange({ ...condition, field: next.key, ...startOf(next) })
  }
  const chooseOperator = (key: string): void => {
    const [operator, flag] = key.split(':') as [Operator, string | undefined]
    const value = operator === 'exists' ? flag === 'true' : carriedOver(condition, operator)
    onChange({ ...condition, operator, value })
  }
  return (
    <fieldset
      aria-label={t('Condition')}
      className="grid grid-cols-[minmax(0,11rem)_minmax(0,9rem)_minmax(0,1fr)_auto] items-start gap-2 max-sm:grid-cols-[1fr_1fr_auto]"
    >
      <Combobox
        label={t('Field')}
        options={fields.map(({ key, label }) => ({ value: key, label, keywords: [key] }))}
        chosen={[condition.field]}
        onChoose={([key]) => chooseField(key)}
      />
      <Select
        aria-label={t('Operator')}
        value={chosen}
        choices={offered.map(({ operator, flag }) => ({
          value: flag === undefined ? operator : `${operator}:${flag}`,
          label: flag === false ? t('is empty') : operatorName(t, operator, field?.kind),
        }))}
        onChoose={chooseOperator}
      />
      <div className="min-w-0 max-sm:order-last max-sm:col-span-full">
        <ConditionValue field={field} condition={condition} onChange={(value) => onChange({ ...condition, value })} />
      </div>
      <IconButton icon={X} label={t('Remove the condition')} onClick={() => onChange(null)} />
    </fieldset>
  )
}

interface Offered {
  operator: Operator
  flag?: boolean
}

/** Of a field that is not known any more only what stands there. */
function choicesOf(field: FilterField | undefined, { operator, value }: Condition): readonly Offered[] {
  const known: Offered[] = (field?.operators ?? []).flatMap((each): Offered[] =>
    each === 'exists'
      ? [
          { operator: each, flag: true },
          { operator: each, flag: false },
        ]
      : [{ operator: each }],
  )
  const isKnown = known.some((each) => each.operator === operator) || (field?.kind === 'choice' && operator === '=')
  return isKnown ? known : [...known, operator === 'exists' ? { operator, flag: value !== false } : { operator }]
}

function keyOf({ operator, value }: Condition, field: FilterField | undefined): string {
  if (operator === 'exists') return `exists:${value !== false}`
  return field?.kind === 'choice' && operator === '=' ? 'in' : operator
}

/** What a condition begins with when its field is chosen. */
export const startOf = ({ operators: [first = '='] }: FilterField): Pick<Condition, 'operator' | 'value'> => ({
  operator: first,
  value: first === 'exists' ? true : undefined,
})

/** A value stays where the next operator takes values of its form. */
function carriedOver({ operator, value }: Condition, next: Operator): unknown {
  const isOther = (each: Operator): boolean => each === 'exists' || each === 'within'
  if (isOther(operator) || isOther(next)) return undefined
  if (next === 'in') return [value ?? []].flat()
  return Array.isArray(value) && next !== '!=' ? value[0] : value
}
