import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'
import { controlLook } from './input.tsx'

export interface Choice {
  value: string
  label: string
  isDisabled?: boolean
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'onChange'> {
  choices: readonly Choice[]
  /** shown where nothing is chosen; without it something always is */
  placeholder?: string
  onChoose: (value: string) => void
}

/** A choice among a few: the browser's own list, which every keyboard, phone and reader knows. Among many: `Combobox`. */
export function Select({ choices, placeholder, onChoose, className, ...rest }: SelectProps) {
  return (
    <span className={cx('relative inline-flex min-w-0', className)}>
      <select
        {...rest}
        onChange={(event) => onChoose(event.target.value)}
        className={cx(controlLook, 'h-8.5 appearance-none truncate pe-8')}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map(({ value, label, isDisabled }) => (
          <option key={value} value={value} disabled={isDisabled}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2 top-1/2 size-4 -translate-y-1/2 text-ink-soft"
      />
    </span>
  )
}
