const key = 'nadi.list'

/** The list that a process was opened from, as it stood then. */
export interface ListPlace {
  /** address of the list, with its filters */
  back: string
  /** short id */
  procedure: string
  /** uuids in their order */
  ids: readonly string[]
}

/** Called by a list when one of its processes is opened, so that its page can go on to the next. Kept for this tab. */
export const rememberList = (place: ListPlace): void => sessionStorage.setItem(key, JSON.stringify(place))

export interface Neighbours {
  back: string
  before: string | undefined
  after: string | undefined
  /** from 1 */
  position: number
  count: number
}

/** What stands before and after a process in the list that it was opened from; null where it came from none. */
export function neighboursOf(procedure: string, processId: string): Neighbours | null {
  const kept = sessionStorage.getItem(key)
  if (!kept) return null
  const place = JSON.parse(kept) as ListPlace
  const index = place.procedure === procedure ? place.ids.indexOf(processId) : -1
  if (index === -1) return null
  return {
    back: place.back,
    before: place.ids[index - 1],
    after: place.ids[index + 1],
    position: index + 1,
    count: place.ids.length,
  }
}
