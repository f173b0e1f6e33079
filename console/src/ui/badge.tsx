import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

const tones = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent-text',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
}
export type Tone = keyof typeof tones

export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span
    className={cx(
      'inline-flex items-center gap-1 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-[12px] leading-4',
      tones[tone],
    )}
  >
    {children}
  </span>
)

/** A team's own colour stands beside the text, not behind it: any colour stays readable in both modes. */
export const ColorBadge = ({ color, children }: { color: string | null; children: ReactNode }) => (
  <span className="inline-flex max-w-full items-center gap-1.5 whitespace-nowrap rounded-full border border-line bg-surface px-2 py-0.5 text-[12.5px] leading-4">
    <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: color ?? 'var(--line-strong)' }} />
    <span className="truncate">{children}</span>
  </span>
)
