import { Command } from 'cmdk'
import { Check, ChevronsUpDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'
import type { FieldControl } from './field.tsx'
import { controlLook } from './input.tsx'

export interface Option {
  value: string
  label: string
  /** found by these too */
  keywords?: string[]
  icon?: ReactNode
  /** beside the label, softer */
  note?: string
}

interface ComboboxProps {
  options: readonly Option[]
  chosen: readonly string[]
  onChoose: (values: string[]) => void
  /** several may be chosen */
  isMultiple?: boolean
  placeholder?: string
  /** of the control, where no Field gives it one */
  label?: string
  control?: FieldControl
  isDisabled?: boolean
  /** looked up elsewhere as the person types; then `options` are what was found */
  onSearch?: (text: string) => void
  className?: string
}

/** A choice among many, found by typing. Choosing what is chosen takes it back. */
export function Combobox({
  options,
  chosen,
  onChoose,
  isMultiple,
  placeholder,
  label,
  control,
  isDisabled,
  onSearch,
  className,
}: ComboboxProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value)
  const choose = (value: string): void => {
    const rest = chosen.filter((each) => each !== value)
    if (!isMultiple) setOpen(false)
    onChoose(rest.length < chosen.length ? rest : isMultiple ? [...chosen, value] : [value])
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        {...control}
        type="button"
        role="combobox"
        aria-expanded={isOpen}
        aria-label={label}
        disabled={isDisabled}
        className={cx(controlLook, 'flex h-8.5 items-center justify-between gap-2 text-start', className)}
      >
        <span className={cx('truncate', names.length === 0 && 'text-ink-soft')}>
          {names.length > 0 ? names.join(', ') : (placeholder ?? t('Choose …'))}
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-(--radix-popover-trigger-width) min-w-60 overflow-hidden rounded-lg border border-line bg-raised shadow-xl"
        >
          <Command shouldFilter={!onSearch} label={label ?? t('Choices')}>
            <Command.Input
              placeholder={t('Search …')}
              {...(onSearch && { onValueChange: onSearch })}
              className="w-full border-line border-b bg-transparent px-3 py-2 outline-none"
            />
            <Command.List className="max-h-72 overflow-y-auto p-1">
              <Command.Empty className="px-3 py-6 text-center text-ink-soft">{t('Nothing found.')}</Command.Empty>
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, ...(option.keywords ?? [])]}
                  onSelect={() => choose(option.value)}
                  className="pressable flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 data-[selected=true]:bg-sunken"
                >
                  {option.icon}
                  <span className="truncate">{option.label}</span>
                  {option.note && <span className="truncate text-[12px] text-ink-soft">{option.note}</span>}
                  {chosen.includes(option.value) && (
                    <Check aria-label={t('chosen')} className="ms-auto size-4 shrink-0 text-accent-text" />
                  )}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
