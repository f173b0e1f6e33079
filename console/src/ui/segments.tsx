import { cx } from './class-names.ts'

interface SegmentsProps<Value extends string> {
  /** what is chosen among, read aloud */
  label: string
  segments: readonly { value: Value; label: string; count?: number }[]
  chosen: Value
  onChoose: (value: Value) => void
}

/** One of a few, all in sight: filters above a list, modes of a page. */
export const Segments = <Value extends string>({ label, segments, chosen, onChoose }: SegmentsProps<Value>) => (
  <fieldset className="inline-flex min-w-0 max-w-full flex-wrap gap-0.5 rounded-lg bg-sunken p-0.5">
    <legend className="sr-only">{label}</legend>
    {segments.map(({ value, label: name, count }) => (
      <button
        key={value}
        type="button"
        aria-pressed={value === chosen}
        onClick={() => onChoose(value)}
        className={cx(
          'pressable whitespace-nowrap rounded-md px-2.5 py-1 text-[13px]',
          value === chosen ? 'bg-surface font-medium text-ink shadow-sm' : 'text-ink-soft hover:text-ink',
        )}
      >
        {name}
        {count !== undefined && <span className="ms-0.5 tabular-nums">{` ${count.toLocaleString()}`}</span>}
      </button>
    ))}
  </fieldset>
)
