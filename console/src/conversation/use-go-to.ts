import { useCallback, useEffect, useState } from 'react'
import type { useMessages } from './use-messages.ts'

/** Shows a message where it stands, reading older ones until it is there. */
export function useGoTo({ messages, hasNextPage, isFetchingNextPage, fetchNextPage }: ReturnType<typeof useMessages>) {
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (wanted === null) return
    const found = messages.find(({ externalId }) => externalId === wanted)
    if (found) {
      setWanted(null)
      show(found.id)
    } else if (!hasNextPage) setWanted(null)
    else if (!isFetchingNextPage) void fetchNextPage()
  }, [wanted, messages, hasNextPage, isFetchingNextPage, fetchNextPage])
  return useCallback((wamid: string) => setWanted(wamid), [])
}

function show(id: string): void {
  const element = document.getElementById(`message-${id}`)
  if (!element) return
  element.scrollIntoView({ block: 'center', behavior: 'smooth' })
  element.animate([{ background: 'var(--accent-soft)' }, { background: 'transparent' }], { duration: 2_000 })
}
