/** When something is due, epoch milliseconds: from the one (inclusive) to the other; null: at no time. */
export type Span = { from: number | undefined; before: number | undefined } | null

/** What of a user is asked for. */
export interface DueFilter {
  userId: string
  span: Span
  /** what came last on the page before */
  after: { dueAt: number | null; id: string } | undefined
}

export interface DuePage extends DueFilter {
  limit: number
  /** how far they are counted */
  mostCounted: number
}
