const attempts = 5
const longestWaitMs = 60_000

/** Whether a call may be done again after an answer, or after none (`undefined`): one that would do something twice is not. */
export function mayRepeat(status: number | undefined, isSafe: boolean): boolean {
  // refused before anything was done
  if (status === 429) return true
  return isSafe && (status === undefined || status === 503)
}

/** How long to wait before attempt number `attempt`, or undefined where there is none any more. */
export function waitBefore(attempt: number, retryAfter: string | null): number | undefined {
  if (attempt > attempts) return undefined
  const seconds = Number(retryAfter)
  if (retryAfter !== null && Number.isFinite(seconds)) return Math.min(seconds * 1000, longestWaitMs)
  return 250 * 2 ** (attempt - 2)
}

export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', give)
      resolve()
    }, ms)
    if (signal?.aborted) give()
    else signal?.addEventListener('abort', give, { once: true })
  })
}
