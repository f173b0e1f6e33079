import { useTranslation } from 'react-i18next'
import { Combobox, type Option } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import type { Parameter } from './document.ts'

interface ParameterInputProps {
  parameter: Parameter
  /** the team's own values, where they are a few */
  choices: Option[] | undefined
  value: string
  onChange: (value: string) => void
}

export function ParameterInput({ parameter, choices, value, onChange }: ParameterInputProps) {
  const { t } = useTranslation()
  const { name, description, required, schema, example } = parameter
  const options = choices ?? schema?.enum?.map((each) => ({ value: String(each), label: String(each) }))
  const shown = example ?? schema?.examples?.[0] ?? schema?.default
  return (
    <Field
      label={<code className="font-mono">{name}</code>}
      hint={description}
      isRequired={parameter.in === 'path' || Boolean(required)}
    >
      {(control) =>
        options ? (
          <Combobox
            control={control}
            options={options}
            chosen={value ? [value] : []}
            onChoose={([chosen = '']) => onChange(chosen)}
          />
        ) : (
          <Input
            {...control}
            value={value}
            placeholder={shown === undefined ? '' : t('such as {{example}}', { example: String(shown) })}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
