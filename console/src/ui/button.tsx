import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'

const looks = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-strong',
  secondary: 'border border-line bg-surface text-ink hover:bg-sunken',
  ghost: 'text-ink-soft hover:bg-sunken hover:text-ink',
  danger: 'border border-danger/40 bg-surface text-danger hover:bg-danger-soft',
}

const sizes = { sm: 'h-7 gap-1.5 px-2.5 text-[13px]', md: 'h-8.5 gap-2 px-3.5' }

interface Look {
  look?: keyof typeof looks
  size?: keyof typeof sizes
}

/** The classes of a button, for what only looks like one: links, labels of files. */
export const buttonLook = ({ look = 'secondary', size = 'md' }: Look = {}): string =>
  cx(
    'pressable inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors disabled:opacity-50',
    looks[look],
    sizes[size],
  )

export interface ButtonProps extends ComponentProps<'button'>, Look {
  icon?: LucideIcon
  /** at work: it can't be pressed again */
  isBusy?: boolean
}

export function Button({
  look = 'secondary',
  size = 'md',
  icon: Icon,
  isBusy,
  className,
  children,
  ...rest
}: ButtonProps) {
  const Shown = isBusy ? LoaderCircle : Icon
  return (
    <button
      type="button"
      aria-busy={isBusy}
      {...rest}
      disabled={rest.disabled || isBusy}
      className={cx(buttonLook({ look, size }), className)}
    >
      {Shown && <Shown aria-hidden className={cx('size-4 shrink-0', isBusy && 'animate-spin')} />}
      {children}
    </button>
  )
}
