import { Link } from '@tanstack/react-router'

export interface LinkTab {
  to: string
  label: string
  count?: number
}

/** Tabs that are addresses: they can be shared, opened beside, and gone back from. */
export const LinkTabs = ({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) => (
  <nav aria-label={label} className="flex gap-1 overflow-x-auto">
    {tabs.map(({ to, label: name, count }) => (
      <Link
        key={to}
        to={to}
        activeOptions={{ exact: true, includeSearch: false }}
        className="pressable whitespace-nowrap border-transparent border-b-2 px-2.5 py-2 text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
      >
        {name}
        {count !== undefined && <span className="ms-1.5 text-[12px] text-ink-soft tabular-nums">{count}</span>}
      </Link>
    ))}
  </nav>
)
