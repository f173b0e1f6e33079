import type { ReactNode } from 'react'

export const SideSection = ({
  title,
  actions,
  children,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
}) => (
  <section className="border-line border-b px-4 py-3 last:border-b-0">
    <div className="mb-2 flex min-h-7 items-center gap-2">
      <h3 className="flex-1 font-medium text-[13px] text-ink-soft">{title}</h3>
      {actions}
    </div>
    {children}
  </section>
)
