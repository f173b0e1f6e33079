import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Input, Textarea } from '../../ui/input.tsx'
import { type AddressPart, addressParts, isParts, useAddressLabels } from '../address.ts'
import type { AttributeInputProps } from '../value-type.ts'

/** A postal address by its parts, or as one text where it came as one. */
export function AddressInput({ value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t } = useTranslation()
  const labels = useAddressLabels()
  if (typeof value === 'string') {
    return (
      <div className="flex flex-col items-start gap-1">
        <Textarea
          {...control}
          value={value}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
        <Button size="sm" look="ghost" disabled={isDisabled} onClick={() => onChange({ line1: value })}>
          {t('Write it in parts')}
        </Button>
      </div>
    )
  }
  const parts = isParts(value) ? value : {}
  const set = (part: AddressPart, text: string): void => {
    const { [part]: _before, ...others } = parts
    const next = text === '' ? others : { ...others, [part]: text }
    onChange(Object.keys(next).length === 0 ? null : next)
  }
  return (
    <div className="grid grid-cols-2 gap-2">
      {addressParts.map((part, index) => (
        <Input
          key={part}
          {...(index === 0 && control)}
          aria-label={labels[part]}
          placeholder={labels[part]}
          value={parts[part] ?? ''}
          disabled={isDisabled}
          onChange={(event) => set(part, event.target.value)}
          className={part.startsWith('line') ? 'col-span-2' : ''}
        />
      ))}
    </div>
  )
}
