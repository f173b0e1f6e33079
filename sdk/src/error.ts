/** One thing wrong with a request. */
export interface Problem {
  /** stable, for programs */
  code: string
  /** a whole sentence */
  message: string
  /** where, in dots */
  path?: string
  /** what would be right */
  hint?: string
}

/** Nadi refused a call, or could not do it. */
export class NadiError extends Error {
  override readonly name = 'NadiError'
  readonly status: number
  readonly problems: readonly Problem[]
  /** to be given to the operator */
  readonly requestId: string | null
  /** the whole answer; what Meta refused has Meta's own object under `error` */
  readonly body: unknown

  constructor(status: number, body: unknown, requestId: string | null) {
    const problems = problemsIn(body)
    super(problems.map(({ message }) => message).join(' ') || `HTTP ${status}`)
    this.status = status
    this.problems = problems
    this.requestId = requestId
    this.body = body
  }
}

function problemsIn(body: unknown): Problem[] {
  const { _meta: meta } = (body ?? {}) as { _meta?: { errors?: unknown } }
  return Array.isArray(meta?.errors) ? (meta.errors as Problem[]) : []
}
