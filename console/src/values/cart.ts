import { isObject } from './json.ts'

export interface CartItem extends Record<string, unknown> {
  productId: string
  quantity: number | string
  price?: number | string | null
}

export function itemsOf(cart: unknown): CartItem[] {
  const items = isObject(cart) ? cart.items : cart
  return Array.isArray(items) ? items.filter((item): item is CartItem => isObject(item)) : []
}

/** What all items with a price cost together; null where none has one. */
export function totalOf(items: readonly CartItem[]): number | null {
  const priced = items.filter(({ price }) => price !== undefined && price !== null && price !== '')
  if (priced.length === 0) return null
  return priced.reduce((sum, { price, quantity }) => sum + Number(price) * Number(quantity), 0)
}
