/** One thing wrong with a request: what, where, and what would be right. */
export interface Problem {
  /** stable, for programs: `unknown_attribute`, `not_a_number` … */
  code: string
  /** a whole sentence for a person, naming the field */
  message: string
  /** where, in dots: `data.loan_amount`, `3.data.city`, `where.or.0.city` */
  path?: string
  /** what would be right */
  hint?: string
}

export interface ProblemDetail {
  code?: string
  path?: string
  hint?: string
}

/**
 * The one family of errors that a service throws; `http/errors.ts` turns it into an answer. It may carry several problems at once,
 * so that a caller mends all of them before trying again.
 */
export abstract class NadiError extends Error {
  abstract readonly status: number
  readonly problems: Problem[]

  constructor(message: string | Problem[], detail: ProblemDetail = {}) {
    super(typeof message === 'string' ? message : message.map((problem) => problem.message).join(' '))
    this.problems =
      typeof message === 'string' ? [{ code: detail.code ?? new.target.defaultCode, message, ...detail }] : message
  }

  /** what stands beside our own words in the answer, such as another program's error */
  get beside(): object {
    return {}
  }

  static readonly defaultCode: string = 'error'
}

export class BadInput extends NadiError {
  readonly status = 400
  static override readonly defaultCode = 'bad_input'
}

export class Unauthorized extends NadiError {
  readonly status = 401
  static override readonly defaultCode = 'unauthorized'
}

export class Forbidden extends NadiError {
  readonly status = 403
  static override readonly defaultCode = 'forbidden'
}

export class NotFound extends NadiError {
  readonly status = 404
  static override readonly defaultCode = 'not_found'
}

export class MethodNotAllowed extends NadiError {
  readonly status = 405
  static override readonly defaultCode = 'method_not_allowed'
}

export class Conflict extends NadiError {
  readonly status = 409
  static override readonly defaultCode = 'conflict'
}

/** `If-Match` named a version that is no longer the present one. */
export class PreconditionFailed extends NadiError {
  readonly status = 412
  static override readonly defaultCode = 'precondition_failed'
}

export class TooLarge extends NadiError {
  readonly status = 413
  static override readonly defaultCode = 'too_large'
}

export class UnsupportedMedia extends NadiError {
  readonly status = 415
  static override readonly defaultCode = 'unsupported_media'
}

export class TooManyRequests extends NadiError {
  readonly status = 429
  static override readonly defaultCode = 'rate_limited'
  readonly retryAfterSeconds: number

  constructor(message: string, { retryAfterSeconds, ...detail }: ProblemDetail & { retryAfterSeconds: number }) {
    super(message, detail)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Another program that Nadi needs for this did not do its part. */
export class Upstream extends NadiError {
  readonly status = 502
  static override readonly defaultCode = 'upstream'
}

/** For now: a part of this server is not there, or it is stopping. */
export class Unavailable extends NadiError {
  readonly status = 503
  static override readonly defaultCode = 'unavailable'
}
