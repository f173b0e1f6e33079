import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Time } from '../../ui/time.tsx'
import { itemsOf, totalOf } from '../cart.ts'
import { isObject } from '../json.ts'
import { isAbsent, type ShownValueProps } from '../value-type.ts'

export function Booking({ value }: ShownValueProps) {
  const { t } = useTranslation()
  const booking = isObject(value) ? value : {}
  const time = (at: unknown) => <Time at={new Date(at as string | number).getTime()} isExact />
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {typeof booking.title === 'string' && <span className="font-medium">{booking.title}</span>}
      {!isAbsent(booking.startsAt) && time(booking.startsAt)}
      {!isAbsent(booking.endsAt) && <ArrowRight aria-label={t('until')} className="size-3.5 text-ink-soft" />}
      {!isAbsent(booking.endsAt) && <span>{time(booking.endsAt)}</span>}
    </span>
  )
}

export function Cart({ value, isFull }: ShownValueProps) {
  const { t, i18n } = useTranslation()
  const items = itemsOf(value)
  const total = totalOf(items)
  const amount = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 })
  if (!isFull) {
    return (
      <span className="truncate">
        {t('{{count}} products', { count: items.length })}
        {total !== null && ` · ${amount.format(total)}`}
      </span>
    )
  }
  return (
    <table className="text-[13px]">
      <tbody>
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same product may stand twice
          <tr key={index}>
            <td className="pe-4">{typeof item.name === 'string' ? item.name : item.productId}</td>
            <td className="pe-4 text-end text-ink-soft tabular-nums">{`× ${item.quantity}`}</td>
            <td className="text-end tabular-nums">{!isAbsent(item.price) && amount.format(Number(item.price))}</td>
          </tr>
        ))}
      </tbody>
      {total !== null && (
        <tfoot>
          <tr className="border-line border-t font-medium">
            <td colSpan={2}>{t('Total')}</td>
            <td className="text-end tabular-nums">{amount.format(total)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}
