import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Input } from '../../../ui/input.tsx'
import type { AttributeDocument } from '../draft/document.ts'

interface EnumOptionsProps {
  attribute: AttributeDocument
  onChange: (changes: Pick<AttributeDocument, 'options'>) => void
}

type Option = NonNullable<AttributeDocument['options']>[number]

/** The choices of an enum: what is stored, and what people read. */
export function EnumOptions({ attribute, onChange }: EnumOptionsProps) {
  const { t } = useTranslation()
  const isNumber = !/string/i.test(attribute.type)
  const options = attribute.options ?? []
  const put = (index: number, option: Option): void =>
    onChange({ options: options.map((each, at) => (at === index ? option : each)) })
  const swap = (one: number, other: number): void => {
    const [a, b] = [options[one], options[other]]
    if (a && b) onChange({ options: options.map((each, at) => (at === one ? b : at === other ? a : each)) })
  }
  const setValue = (index: number, { value, label }: Option, text: string): void => {
    const next = isNumber && text !== '' ? Number(text) : text
    // the label follows the value until it is another
    put(index, { value: next, label: label === String(value) ? text : label })
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-[13px]">{t('Options')}</legend>
      {options.map((option, index) => {
        const number = index + 1
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value is typed letter by letter, so only the place stays the same
          <div key={index} className="flex items-center gap-2">
            <Input
              required
              type={isNumber ? 'number' : 'text'}
              step="any"
              aria-label={t('Value of option {{number}}', { number })}
              placeholder={t('Value')}
              value={option.value}
              onChange={(event) => setValue(index, option, event.target.value)}
              className="font-mono text-[13px]"
            />
            <Input
              required
              aria-label={t('Label of option {{number}}', { number })}
              placeholder={t('Label')}
              value={option.label}
              onChange={(event) => put(index, { ...option, label: event.target.value })}
            />
            <span className="flex">
              <IconButton
                icon={ArrowUp}
                label={t('Move option {{number}} up', { number })}
                disabled={index === 0}
                onClick={() => swap(index, index - 1)}
              />
              <IconButton
                icon={ArrowDown}
                label={t('Move option {{number}} down', { number })}
                disabled={number === options.length}
                onClick={() => swap(index, index + 1)}
              />
              <IconButton
                icon={Trash2}
                label={t('Take away option {{number}}', { number })}
                onClick={() => onChange({ options: options.filter((_, at) => at !== index) })}
              />
            </span>
          </div>
        )
      })}
      <div>
        <Button size="sm" icon={Plus} onClick={() => onChange({ options: [...options, { value: '', label: '' }] })}>
          {t('Add an option')}
        </Button>
      </div>
    </fieldset>
  )
}
