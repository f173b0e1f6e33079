import { useSyncExternalStore } from 'react'

/** as `max-sm` in class names */
const narrow = matchMedia('(width < 40rem)')

const subscribe = (changed: () => void): (() => void) => {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

/** Whether the page is as narrow as a phone, where more must differ than class names can say. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches)
