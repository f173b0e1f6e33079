import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Input } from '../../ui/input.tsx'
import { type CartItem, itemsOf, totalOf } from '../cart.ts'
import { isObject } from '../json.ts'
import type { AttributeInputProps } from '../value-type.ts'

/** Products with how many and for how much; whatever else a shop sent along stays as it is. */
export function CartInput({ attribute, value, onChange, control, isDisabled = false }: AttributeInputProps) {
  const { t, i18n } = useTranslation()
  const items = itemsOf(value)
  const total = totalOf(items)
  const set = (next: readonly CartItem[]): void =>
    onChange(next.length === 0 ? null : { ...(isObject(value) && value), items: next })
  const setItem = (index: number, change: Partial<CartItem>): void =>
    set(items.map((item, each) => (each === index ? { ...item, ...change } : item)))
  return (
    // the button has a name of its own, so the label is that of the whole
    <fieldset
      id={control.id}
      aria-label={attribute.name}
      aria-describedby={control['aria-describedby']}
      className="flex flex-col gap-2"
    >
      {items.map((item, index) => {
        const place = { number: index + 1 }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same product may stand twice
          <div key={index} className="flex items-center gap-2">
            <Input
              aria-label={t('Product {{number}}', place)}
              placeholder={t('Product')}
              value={item.productId}
              disabled={isDisabled}
              onChange={(event) => setItem(index, { productId: event.target.value })}
            />
            <Input
              aria-label={t('Quantity of product {{number}}', place)}
              inputMode="numeric"
              value={String(item.quantity)}
              disabled={isDisabled}
              onChange={(event) => setItem(index, { quantity: event.target.value })}
              className="max-w-16 tabular-nums"
            />
            <Input
              aria-label={t('Price of product {{number}}', place)}
              placeholder={t('Price')}
              inputMode="decimal"
              value={String(item.price ?? '')}
              disabled={isDisabled}
              onChange={(event) => setItem(index, { price: event.target.value === '' ? null : event.target.value })}
              className="max-w-24 tabular-nums"
            />
            <IconButton
              icon={Trash2}
              label={t('Remove product {{number}}', place)}
              disabled={isDisabled}
              onClick={() => set(items.filter((_item, each) => each !== index))}
            />
          </div>
        )
      })}
      <div className="flex items-center gap-3">
        <Button
          size="sm"
          icon={Plus}
          disabled={isDisabled}
          onClick={() => set([...items, { productId: '', quantity: 1 }])}
        >
          {t('Add a product')}
        </Button>
        {total !== null && (
          <span className="ms-auto font-medium tabular-nums">
            {t('Total {{amount}}', { amount: new Intl.NumberFormat(i18n.language).format(total) })}
          </span>
        )}
      </div>
    </fieldset>
  )
}
