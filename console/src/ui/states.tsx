import { NadiError } from '@nadi/sdk'
import { CircleAlert, type LucideIcon, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { cx } from './class-names.ts'

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  /** what to do next */
  children?: ReactNode
  action?: ReactNode
}

/** Nothing is there yet: says what would be, and the step that leads to it. */
export const EmptyState = ({ icon: Icon, title, children, action }: EmptyStateProps) => (
  <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-14 text-center">
    <span className="flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-text">
      <Icon aria-hidden className="size-6" />
    </span>
    <h2 className="font-semibold text-base">{title}</h2>
    {children && <div className="text-balance text-ink-soft">{children}</div>}
    {action}
  </div>
)

/** Something could not be read: why, and a way to try again. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const problem = error instanceof NadiError ? error : null
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-14 text-center">
      <CircleAlert aria-hidden className="size-8 text-danger" />
      <p className="font-medium">{problem?.message ?? t('The server did not answer.')}</p>
      {problem?.problems[0]?.hint && <p className="text-ink-soft">{problem.problems[0].hint}</p>}
      {retry && (
        <Button icon={RotateCw} onClick={retry}>
          {t('Try again')}
        </Button>
      )}
      {problem?.requestId && (
        <p className="text-[12px] text-ink-soft">{t('Request {{id}}', { id: problem.requestId })}</p>
      )}
    </div>
  )
}

/** Holds the place of what is on its way, at its size, so that nothing jumps. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={cx('animate-pulse rounded-md bg-line/70', className)} />
)

/** A list on its way. */
export function SkeletonRows({ count = 8, height = 'h-9' }: { count?: number; height?: string }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('Loading')} className="flex flex-col gap-2 p-4">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={index} className={cx('w-full', height)} />
      ))}
    </div>
  )
}
