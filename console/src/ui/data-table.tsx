import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { useIsNarrow } from './narrow.ts'

export interface Column<Row> {
  /** stable */
  key: string
  /** '' above buttons that say themselves what they do */
  title: string
  cell: (row: Row) => ReactNode
  isNumber?: boolean
  className?: string
}

interface DataTableProps<Row> {
  /** what it lists, read aloud */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}

/** A plain table for lists of some hundred rows; on a phone a card for each. Processes have one of their own, which knows millions. */
export const DataTable = <Row,>(props: DataTableProps<Row>) =>
  useIsNarrow() ? <Cards {...props} /> : <Table {...props} />

const Table = <Row,>({ label, columns, rows, keyOf }: DataTableProps<Row>) => (
  <div
    className="overflow-x-auto rounded-xl border border-line bg-surface"
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    tabIndex={0}
  >
    <table aria-label={label} className="w-full border-collapse text-start">
      <thead>
        <tr className="border-line border-b text-[12.5px] text-ink-soft">
          {columns.map(({ key, title, isNumber, className }) =>
            title === '' ? (
              <td key={key} />
            ) : (
              <th
                key={key}
                scope="col"
                className={cx('whitespace-nowrap px-4 py-2 text-start font-medium', isNumber && 'text-end', className)}
              >
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className="border-line border-b last:border-b-0 hover:bg-sunken/50">
            {columns.map(({ key, cell, isNumber, className }) => (
              <td key={key} className={cx('px-4 py-2 align-middle', isNumber && 'text-end tabular-nums', className)}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** The first column is what each is called, with buttons beside it. */
const Cards = <Row,>({ label, columns: [first, ...others], rows, keyOf }: DataTableProps<Row>) => (
  <ul aria-label={label} className="flex flex-col gap-3">
    {rows.map((row) => (
      <li key={keyOf(row)} className="rounded-xl border border-line bg-surface px-4 py-3">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1 break-words">
            {first?.isNumber && <span className="text-ink-soft">{`${first.title} `}</span>}
            {first?.cell(row)}
          </div>
          {others.map(({ key, title, cell }) => (title === '' ? <div key={key}>{cell(row)}</div> : null))}
        </div>
        <dl className="mt-2 grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          {others.map(({ key, title, cell }) =>
            title === '' ? null : (
              <div key={key} className="contents">
                <dt className="text-[12.5px] text-ink-soft">{title}</dt>
                <dd className="min-w-0 break-words">{cell(row)}</dd>
              </div>
            ),
          )}
        </dl>
      </li>
    ))}
  </ul>
)
