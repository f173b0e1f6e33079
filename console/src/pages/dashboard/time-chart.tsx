import { useTranslation } from 'react-i18next'
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

export interface Series {
  name: string
  color: string
  /** one for each bucket; null where there is nothing to show */
  values: readonly (number | null)[]
}

interface TimeChartProps {
  /** what it shows, read aloud */
  label: string
  /** where each bucket begins, epoch milliseconds */
  buckets: readonly number[]
  series: readonly Series[]
  timeZone: string
  kind: 'areas' | 'bars' | 'lines'
  /** a value in words */
  shown?: (value: number) => string
}

const height = 200

/** Values over time: stacked areas or bars, or lines. Beside the picture stands a legend in words. */
export function TimeChart({ label, buckets, series, timeZone, kind, shown = String }: TimeChartProps) {
  const { i18n } = useTranslation()
  const day = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone })
  const rows = buckets.map((at, index) => ({
    at,
    ...Object.fromEntries(series.map(({ name, values }) => [name, values[index] ?? null])),
  }))
  const parts = {
    data: rows,
    margin: { top: 4, right: 4, bottom: 0, left: -12 },
  }
  const axes = [
    <CartesianGrid key="grid" stroke="var(--line)" vertical={false} />,
    <XAxis
      key="x"
      dataKey="at"
      tickFormatter={(at: number) => day.format(at)}
      stroke="var(--ink-soft)"
      fontSize={11}
      tickLine={false}
      minTickGap={24}
    />,
    <YAxis
      key="y"
      tickFormatter={shown}
      stroke="var(--ink-soft)"
      fontSize={11}
      tickLine={false}
      axisLine={false}
      allowDecimals={false}
    />,
    <Tooltip
      key="tooltip"
      isAnimationActive={false}
      labelFormatter={(at) => day.format(Number(at))}
      formatter={(value) => shown(Number(value))}
      contentStyle={{
        background: 'var(--raised)',
        border: '1px solid var(--line)',
        borderRadius: 8,
        color: 'var(--ink)',
      }}
    />,
  ]
  const common = { isAnimationActive: false } as const
  return (
    <figure aria-label={label}>
      <ResponsiveContainer width="100%" height={height}>
        {kind === 'areas' ? (
          <AreaChart {...parts}>
            {axes}
            {series.map(({ name, color }) => (
              <Area
                key={name}
                dataKey={name}
                stackId="all"
                stroke={color}
                fill={color}
                fillOpacity={0.35}
                type="monotone"
                {...common}
              />
            ))}
          </AreaChart>
        ) : kind === 'bars' ? (
          <BarChart {...parts}>
            {axes}
            {series.map(({ name, color }) => (
              <Bar key={name} dataKey={name} stackId="all" fill={color} {...common} />
            ))}
          </BarChart>
        ) : (
          <LineChart {...parts}>
            {axes}
            {series.map(({ name, color }) => (
              <Line
                key={name}
                dataKey={name}
                stroke={color}
                strokeWidth={2}
                dot={false}
                connectNulls
                type="monotone"
                {...common}
              />
            ))}
          </LineChart>
        )}
      </ResponsiveContainer>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[12.5px] text-ink-soft">
        {series.map(({ name, color }) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-sm" style={{ background: color }} />
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
