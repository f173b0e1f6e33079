import { type TouchEvent, useRef } from 'react'

const far = 56

/** A drag of the finger in reading direction, as far as it takes to mean it. What is dragged follows. */
export function useSwipe(done: () => void) {
  const start = useRef<{ x: number; y: number } | null>(null)
  const along = ({ touches, changedTouches }: TouchEvent): number =>
    start.current === null ? 0 : ((touches[0] ?? changedTouches[0])?.clientX ?? 0) - start.current.x
  const direction = (): number => (document.documentElement.dir === 'rtl' ? -1 : 1)
  return {
    onTouchStart: ({ touches }: TouchEvent): void => {
      const touch = touches[0]
      start.current = touch ? { x: touch.clientX, y: touch.clientY } : null
    },
    onTouchMove: (event: TouchEvent<HTMLElement>): void => {
      const away = Math.max(0, Math.min(along(event) * direction(), far + 8))
      event.currentTarget.style.transform = away > 8 ? `translateX(${away * direction()}px)` : ''
    },
    onTouchEnd: (event: TouchEvent<HTMLElement>): void => {
      event.currentTarget.style.transform = ''
      if (along(event) * direction() >= far) done()
      start.current = null
    },
  }
}
