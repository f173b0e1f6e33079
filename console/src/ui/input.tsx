import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'

/** On narrow screens with letters so large that a phone does not zoom into the field. */
export const controlLook =
  'pressable w-full min-w-0 rounded-md border border-line-strong/60 bg-surface px-2.5 text-ink transition-colors max-sm:text-[16px] hover:border-line-strong disabled:bg-sunken disabled:opacity-70 aria-invalid:border-danger'

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input {...rest} className={cx(controlLook, 'h-8.5', className)} />
)

export const Textarea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea rows={3} {...rest} className={cx(controlLook, 'py-1.5', className)} />
)
