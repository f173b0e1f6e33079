import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

/** A box with its label; without children `aria-label` must name it. */
export function Checkbox({
  children,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type' | 'children'> & { children?: ReactNode }) {
  const id = useId()
  const box = (
    <input
      id={id}
      type="checkbox"
      {...rest}
      className={cx('size-4 shrink-0 max-sm:size-6 cursor-pointer accent-accent', className)}
    />
  )
  if (!children) return box
  return (
    <span className="flex items-start gap-2">
      <span className="flex h-5 items-center">{box}</span>
      <label htmlFor={rest.id ?? id} className="cursor-pointer">
        {children}
      </label>
    </span>
  )
}
