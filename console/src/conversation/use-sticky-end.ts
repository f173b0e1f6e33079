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
  const lastKey = useRef<string | undefined>(undefined)
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
    const newest = items.at(-1)
    const place = items.findIndex(({ key }) => key === lastKey.current)
    const added = place === -1 ? 0 : items.length - 1 - place
    if (added > 0) {
      if (newest?.kind === 'waiting') current.scrollTop = 0
      else if (-current.scrollTop >= nearPx) {
        current.scrollTop -= heightOfLast(current, added)
        setNewBelow((known) => known + items.slice(-added).filter(({ kind }) => kind !== 'day').length)
      }
    }
    lastKey.current = newest?.key
  }, [items])

  const toEnd = useCallback(() => scroller.current?.scrollTo({ top: 0, behavior: 'smooth' }), [])
  return { scroller, isAtEnd, newBelow, toEnd }
}

/** How much room the last so many items of the list take. */
function heightOfLast(scroller: HTMLElement, count: number): number {
  const shown = scroller.firstElementChild
  const before = shown?.children[shown.children.length - 1 - count]
  return shown && before ? shown.getBoundingClientRect().bottom - before.getBoundingClientRect().bottom : 0
}
