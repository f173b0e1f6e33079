import { useEffect } from 'react'
import { areas } from './areas.ts'

/** the page that somebody opened comes first */
const afterMs = 1_500

/** Loads the code of the pages where daily work is done while the browser has nothing else to do, so that going to one waits for nothing. */
export function useLoadAhead(): void {
  useEffect(() => {
    const timer = setTimeout(async () => {
      // where one does not come, it is asked for again when it is opened
      for (const { load, isDaily } of areas) if (isDaily) await load().catch(() => undefined)
    }, afterMs)
    return () => clearTimeout(timer)
  }, [])
}
