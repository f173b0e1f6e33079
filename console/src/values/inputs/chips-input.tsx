import { X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/class-names.ts'
import { controlLook } from '../../ui/input.tsx'
import { type AttributeInputProps, listOf } from '../value-type.ts'

/** Short texts as chips: Enter or leaving adds what is typed, Backspace takes the last away, pasted lines become one chip each. */
export const chipsInput = (type: 'text' | 'url') =>
  function ChipsInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
    const { t } = useTranslation()
    const [text, setText] = useState('')
    const chips = listOf(value)
    const add = (texts: readonly string[]): void => {
      const fresh = texts.map((each) => each.trim()).filter((each) => each !== '')
      setText('')
      if (fresh.length > 0) onChange([...chips, ...fresh])
    }
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && text.trim() !== '') {
        event.preventDefault()
        event.stopPropagation()
        add([text])
      }
      if (event.key === 'Backspace' && text === '' && chips.length > 0) onChange(chips.slice(0, -1))
    }
    const pasted = (event: ClipboardEvent): void => {
      const lines = event.clipboardData.getData('text').split(/\r?\n/)
      if (lines.length < 2) return
      event.preventDefault()
      add(lines)
    }
    return (
      <div className={cx(controlLook, 'flex min-h-8.5 flex-wrap items-center gap-1 px-1.5 py-1')}>
        {chips.map((chip, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand twice, and chips have nothing else
          <span key={index} className="flex max-w-full items-center gap-1 rounded bg-sunken ps-2 text-[13px]">
            <span className="truncate">{chip}</span>
            <button
              type="button"
              disabled={isDisabled}
              aria-label={t('Remove {{name}}', { name: chip })}
              onClick={() => onChange(chips.filter((_chip, each) => each !== index))}
              className="inline-flex size-6 items-center justify-center text-ink-soft hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        ))}
        <input
          {...control}
          type={type}
          value={text}
          disabled={isDisabled}
          placeholder={chips.length > 0 ? t('Add …') : attribute.name}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={pressed}
          onPaste={pasted}
          onBlur={() => add([text])}
          className="min-w-24 flex-1 bg-transparent px-1 outline-none"
        />
      </div>
    )
  }
