import type { NadiError } from '../../errors.ts'
import { GraphRefusal, GraphSilence } from '../graph/refusal.ts'

/** What a failed call means for the message, its lane and its batch. */
export type Verdict =
  /** it certainly was not sent, and may go a moment later */
  | { kind: 'again'; afterMs: number; slowDown: boolean; pauseMs: number; holdRecipient: boolean }
  /** it won't be sent */
  | { kind: 'failed'; stopsBatch: boolean }
  /** nobody knows */
  | { kind: 'unconfirmed' }

const throughput = 130429
const pairRate = 131056
/** of the app and of the account, by the hour: https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
const callLimits: ReadonlySet<number> = new Set([4, 80007])
/** Meta's service says that it does not work now */
const passing: ReadonlySet<number> = new Set([2, 131016, 131057])
/** token, account, payment, registration: no other message of the number would fare better */
const hopelessAccount: ReadonlySet<number> = new Set([0, 10, 190, 368, 131031, 131042, 131045, 133010])
/** of the template: there is none, it is paused or disabled */
const hopelessTemplate: ReadonlySet<number> = new Set([132001, 132007, 132015, 132016])

const mostTries = 8
const mostPatientTries = 100
const longestPauseMs = 3_600_000

const failed: Verdict = { kind: 'failed', stopsBatch: false }

/** @param attempts how often it was tried before */
export function verdictOn(error: NadiError, attempts: number): Verdict {
  if (error instanceof GraphSilence) {
    if (error.mayHaveArrived) return { kind: 'unconfirmed' }
    return attempts >= mostTries ? failed : again({ afterMs: backoff(attempts, 2_000, 2), pauseMs: 1_000 })
  }
  if (!(error instanceof GraphRefusal)) return failed
  const { code } = error.error
  if (code === throughput) {
    return attempts >= mostPatientTries ? failed : again({ afterMs: 1_000, slowDown: true })
  }
  if (code === pairRate) {
    // beyond a burst, one message in six seconds: https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits
    return attempts >= mostTries ? failed : again({ afterMs: backoff(attempts, 7_000, 2), holdRecipient: true })
  }
  if (callLimits.has(code)) {
    return attempts >= mostPatientTries ? failed : again({ afterMs: 30_000, slowDown: true, pauseMs: 30_000 })
  }
  if (passing.has(code))
    return attempts >= mostTries ? failed : again({ afterMs: backoff(attempts, 2_000, 2), pauseMs: 1_000 })
  const isPermission = code >= 200 && code <= 299
  return { kind: 'failed', stopsBatch: isPermission || hopelessAccount.has(code) || hopelessTemplate.has(code) }
}

const again = (how: { afterMs: number; slowDown?: boolean; pauseMs?: number; holdRecipient?: boolean }): Verdict => ({
  kind: 'again',
  slowDown: false,
  pauseMs: 0,
  holdRecipient: false,
  ...how,
})

const backoff = (attempts: number, firstMs: number, base: number): number =>
  Math.min(longestPauseMs, firstMs * base ** attempts)
