import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'
import { Hint } from './hint.tsx'

interface IconButtonProps extends ComponentProps<'button'> {
  /** read aloud, and shown to whoever waits above it */
  label: string
  icon: LucideIcon
  /** such as `⌘K` */
  shortcut?: string
  isPressed?: boolean
}

export function IconButton({ label, icon: Icon, shortcut, isPressed, className, ...rest }: IconButtonProps) {
  return (
    <Hint text={label} {...(shortcut && { shortcut })}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        {...rest}
        className={cx(
          'pressable inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft transition-colors hover:bg-sunken hover:text-ink disabled:opacity-50',
          isPressed && 'bg-accent-soft text-accent-text',
          className,
        )}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Hint>
  )
}
