import { useState } from 'react'

/** Which processes of a list are chosen: some, or all that match, also those that are not loaded. */
export interface Selection {
  ids: ReadonlySet<string>
  isEverything: boolean
  has: (id: string) => boolean
  toggle: (id: string) => void
  /** these and what is chosen already */
  add: (ids: readonly string[]) => void
  choose: (ids: readonly string[]) => void
  chooseEverything: () => void
  clear: () => void
}

const none: ReadonlySet<string> = new Set()

/** @param of what the list shows: when that is something else, nothing is chosen */
export function useSelection(of: string): Selection {
  const [ids, setIds] = useState(none)
  const [isEverything, setEverything] = useState(false)
  const [before, setBefore] = useState(of)
  if (of !== before) {
    setBefore(of)
    setIds(none)
    setEverything(false)
  }
  const set = (next: ReadonlySet<string>): void => {
    setIds(next)
    setEverything(false)
  }
  return {
    ids,
    isEverything,
    has: (id) => isEverything || ids.has(id),
    toggle: (id) => set(ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id])),
    add: (more) => set(new Set([...ids, ...more])),
    choose: (chosen) => set(new Set(chosen)),
    chooseEverything: () => setEverything(true),
    clear: () => set(none),
  }
}
