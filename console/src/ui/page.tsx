import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect, useId } from 'react'

interface PageProps {
  title: ReactNode
  /** of the browser's tab, where the title is not plain text */
  documentTitle?: string
  /** where one comes from: shown as a link before the title */
  back?: { to: string; label: string }
  description?: ReactNode
  actions?: ReactNode
  /** below the title: tabs, filters */
  toolbar?: ReactNode
  /** the page scrolls inside by itself, as tables and the inbox do */
  isFilled?: boolean
  children: ReactNode
}

/** A page inside the shell: its title with actions, and what is on it. */
export function Page({ title, documentTitle, back, description, actions, toolbar, isFilled, children }: PageProps) {
  const named = documentTitle ?? (typeof title === 'string' ? title : undefined)
  useEffect(() => {
    document.title = named ? `${named} · Nadi` : 'Nadi'
  }, [named])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="border-line border-b bg-surface px-5 pt-3 pb-3 max-sm:px-4">
        {back && (
          <Link
            to={back.to}
            className="pressable mb-1 inline-flex items-center gap-0.5 text-[13px] text-ink-soft hover:text-ink"
          >
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
            {back.label}
          </Link>
        )}
        <div className="flex min-h-8.5 flex-wrap items-center gap-x-4 gap-y-2">
          <div className="min-w-[min(12rem,100%)] flex-1">
            <h1 className="truncate font-semibold text-lg">{title}</h1>
            {description && <p className="text-ink-soft">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {toolbar && <div className="mt-2 -mb-3">{toolbar}</div>}
      </header>
      <div className={isFilled ? 'min-h-0 flex-1' : 'min-h-0 flex-1 overflow-y-auto'}>
        {isFilled ? children : <div className="mx-auto max-w-6xl p-5 max-sm:p-4">{children}</div>}
      </div>
    </div>
  )
}

/** A part of a page with a heading of its own. */
export function Section({
  title,
  description,
  actions,
  children,
}: {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mb-6 rounded-xl border border-line bg-surface last:mb-0">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-5 py-3 max-sm:px-4">
        <div className="min-w-[min(13rem,100%)] flex-1">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {description && <p className="text-[13px] text-ink-soft">{description}</p>}
        </div>
        {actions}
      </header>
      <div className="p-5 max-sm:p-4">{children}</div>
    </section>
  )
}
