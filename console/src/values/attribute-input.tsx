import type { Attribute } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../model/team-model.ts'
import { Combobox } from '../ui/combobox.tsx'
import type { FieldControl } from '../ui/field.tsx'
import { Input, Textarea } from '../ui/input.tsx'
import { useTimeZone } from '../ui/time-zone.ts'
import { instantOf, localOf } from './local-time.ts'

export interface AttributeInputProps {
  attribute: Attribute
  value: unknown
  /** null clears. What is typed goes as it is: the server reads it leniently and says what is wrong. */
  onChange: (value: unknown) => void
  /** from the `Field` around it */
  control: FieldControl
  isDisabled?: boolean
}

/** The input that fits an attribute's type. */
export function AttributeInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const timeZone = useTimeZone()
  const { type } = attribute
  const text =
    value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  const typed = {
    ...control,
    value: text,
    disabled: isDisabled,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value === '' ? null : event.target.value),
  }

  if (attribute.options) {
    const isMultiple = type.startsWith('multi')
    const options = attribute.options.map((option) => ({ value: String(option.value), label: option.label }))
    const originalOf = (chosen: string): string | number =>
      attribute.options?.find((option) => String(option.value) === chosen)?.value ?? chosen
    return (
      <Combobox
        control={control}
        options={options}
        chosen={[value ?? []].flat().map(String)}
        isMultiple={isMultiple}
        isDisabled={isDisabled}
        onChoose={(chosen) =>
          onChange(isMultiple ? chosen.map(originalOf) : chosen[0] === undefined ? null : originalOf(chosen[0]))
        }
      />
    )
  }
  if (type === 'user' || type === 'userCollection') {
    const isMultiple = type === 'userCollection'
    return (
      <Combobox
        control={control}
        options={model.users
          .filter(({ isActive }) => isActive)
          .map(({ user, displayName, username }) => ({ value: user, label: displayName, note: username }))}
        chosen={[value ?? []].flat().map(String)}
        isMultiple={isMultiple}
        isDisabled={isDisabled}
        placeholder={t('Choose a person …')}
        onChoose={(chosen) => onChange(isMultiple ? chosen : (chosen[0] ?? null))}
      />
    )
  }
  switch (type) {
    case 'boolean':
      return (
        <Combobox
          control={control}
          options={[
            { value: 'true', label: t('Yes') },
            { value: 'false', label: t('No') },
          ]}
          chosen={value === undefined || value === null ? [] : [String(value)]}
          isDisabled={isDisabled}
          onChoose={([chosen]) => onChange(chosen === undefined ? null : chosen === 'true')}
        />
      )
    case 'text':
    case 'html':
    case 'json':
      return <Textarea {...typed} />
    case 'integer':
    case 'integerId':
    case 'number':
    case 'float':
    case 'decimal':
      return <Input {...typed} inputMode="decimal" className="tabular-nums" />
    case 'date':
      return <Input {...typed} type="date" />
    case 'time':
      return <Input {...typed} type="time" />
    case 'monthOfYear':
      return <Input {...typed} type="month" />
    case 'datetime':
    case 'datetimeISO8601':
      return (
        <Input
          {...typed}
          type="datetime-local"
          value={
            value === undefined || value === null ? '' : localOf(new Date(value as string | number).getTime(), timeZone)
          }
          onChange={(event) => onChange(event.target.value === '' ? null : instantOf(event.target.value, timeZone))}
        />
      )
    case 'email':
      return <Input {...typed} type="email" />
    case 'phone':
      return <Input {...typed} type="tel" dir="ltr" />
    case 'url':
      return <Input {...typed} type="url" />
    default:
      return <Input {...typed} />
  }
}
