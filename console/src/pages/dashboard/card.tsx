import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'

interface CardProps<Answer> {
  title: string
  /** what is shown, in a sentence */
  description: string
  answer: UseQueryResult<Answer>
  children: (answer: Answer) => ReactNode
}

/** One picture of the dashboard, at its size from the beginning. */
export function Card<Answer extends { meta: { isBehind: boolean } }>({
  title,
  description,
  answer,
  children,
}: CardProps<Answer>) {
  const { t } = useTranslation()
  return (
    <section aria-label={title} className="min-h-72 rounded-xl border border-line bg-surface p-5">
      <header className="mb-4 flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{title}</h2>
          <p className="text-[13px] text-ink-soft">{description}</p>
        </div>
        {answer.data?.meta.isBehind && <Badge>{t('still counting')}</Badge>}
      </header>
      {answer.isError ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.data ? (
        children(answer.data)
      ) : (
        <Skeleton className="h-48" />
      )}
    </section>
  )
}

/** A figure with its name, above a picture. */
export const Figure = ({ label, value }: { label: string; value: string }) => (
  <div className="flex flex-col-reverse">
    <dt className="text-[12.5px] text-ink-soft">{label}</dt>
    <dd className="font-semibold text-xl tabular-nums">{value}</dd>
  </div>
)
