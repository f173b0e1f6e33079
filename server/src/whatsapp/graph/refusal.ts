import { NadiError } from '../../errors.ts'
import { explain } from './errors.ts'
import type { MetaError } from './types.ts'

/** Meta answered, and said no. The answer to our caller carries Meta's status, and its error whole beside ours. */
export class GraphRefusal extends NadiError {
  readonly status: number
  /** Meta's object, whole */
  readonly error: MetaError
  /** what happened, for a person */
  readonly explanation: string
  /** what to do about it */
  readonly advice: string

  constructor(status: number, error: MetaError) {
    const { says, advice } = explain(error.code, error.error_subcode)
    super([{ code: `meta_${error.code}`, message: sentenceOf(error, says), hint: advice }])
    this.status = status
    this.error = error
    this.explanation = says
    this.advice = advice
  }

  override get beside(): { error: MetaError } {
    return { error: this.error }
  }
}

/** Meta did not answer. */
export class GraphSilence extends NadiError {
  readonly status: 502 | 504
  /** the request, or a part of it, had left: whether it was done is not known */
  readonly mayHaveArrived: boolean

  constructor({ reason, isTimeout, mayHaveArrived }: { reason: string; isTimeout: boolean; mayHaveArrived: boolean }) {
    super([
      {
        code: isTimeout ? 'meta_timeout' : 'meta_silent',
        message: mayHaveArrived
          ? `Meta gave no answer (${reason}), so it is not known whether this was done.`
          : `Meta could not be reached (${reason}), so nothing was done.`,
        hint: mayHaveArrived
          ? 'Look whether it was done before you send it again; the status of a message settles that by itself.'
          : 'Try again; the operator sees at https://metastatus.com/whatsapp-business-api whether Meta has trouble.',
      },
    ])
    this.status = isTimeout ? 504 : 502
    this.mayHaveArrived = mayHaveArrived
  }
}

/** What Meta said stands in brackets where our explanation differs from it. */
function sentenceOf({ message, code, error_data, error_user_msg }: MetaError, says: string): string {
  const details = error_data?.details || error_user_msg || message
  return `${says} Meta says: ${details.replace(/\s*\.?\s*$/, '')} (error ${code}).`
}
