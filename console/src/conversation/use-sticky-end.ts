import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Item } from './items.ts'

const nearPx = 40

/**
 * Keeps a thread at its end while its reader is there, and still while they read further up. The list is laid out from its end
 * (`flex-col-reverse`): its scroll position counts from there, so that what is added above moves nothing, and pictures that grow at the end don't either.
 */
export function useStickyEnd(items: readonly Item[]): {
  scroller: RefObject<HTMLDivElement | null>
  isAtEnd: boolean
  newBelow: number
  toEnd: () => void
} {
  const scroller = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const [newBelow, setNewBelow] = useState(0)
  const last = useRef<{ key: string | undefined; count: number; height: number }>({
    key: undefined,
    count: 0,
    height: 0,
  })
  const isAttached = scroller.current !== null

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for anew when the thread has come
  useEffect(() => {
    const { current } = scroller
    if (!current) return
    const scrolled = (): void => {
      const isNear = -current.scrollTop < nearPx
      setAtEnd(isNear)
      if (isNear) setNewBelow(0)
    }
    current.addEventListener('scroll', scrolled, { passive: true })
    return () => current.removeEventListener('scroll', scrolled)
  }, [isAttached, items.length > 0])

  useLayoutEffect(() => {
    const { current } = scroller
    if (!current) return
    const height = current.scrollHeight
    const { key, count, height: before } = last.current
    const newest = items.at(-1)
    const place = items.findIndex((item) => item.key === key)
    const added = place === -1 ? 0 : items.length - 1 - place
    if (key !== undefined && added > 0) {
      if (newest?.kind === 'waiting') current.scrollTop = 0
      else if (-current.scrollTop >= nearPx) {
        // what came at the end alone: nothing came above in the same moment
        if (items.length - count === added) current.scrollTop -= height - before
        setNewBelow((known) => known + items.slice(-added).filter(({ kind }) => kind !== 'day').length)
      }
    }
    last.current = { key: newest?.key, count: items.length, height }
  }, [items])

  const toEnd = useCallback(() => scroller.current?.scrollTo({ top: 0, behavior: 'smooth' }), [])
  return { scroller, isAtEnd, newBelow, toEnd }
}
