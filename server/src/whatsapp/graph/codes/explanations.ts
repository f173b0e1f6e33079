/** By Meta's code: what happened, and what to do about it. */
export type Explanations = Readonly<Record<number, readonly [says: string, advice: string]>>
