interface Share {
  name: string
  count: number
  color: string
  /** beside the count */
  note?: string
}

/** A bar for each, as long as its part of the largest. */
export function Shares({ label, shares }: { label: string; shares: readonly Share[] }) {
  const most = Math.max(1, ...shares.map(({ count }) => count))
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {shares.map(({ name, count, color, note }) => (
        <li key={name} className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-1">
          <span>{name}</span>
          <span className="order-last col-span-2 h-2 overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full rounded-full"
              style={{ width: `${(count / most) * 100}%`, background: color }}
            />
          </span>
          <span className="text-end tabular-nums">
            {count.toLocaleString()}
            {note && <span className="ms-2 text-[12.5px] text-ink-soft">{note}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
