/** A request that got no answer. Its message is a sentence for whoever reads the log of deliveries. */
export class SendError extends Error {
  /** it was not tried: the address leads where nothing may be sent */
  readonly isRefused: boolean

  constructor(message: string, { isRefused = false, cause }: { isRefused?: boolean; cause?: unknown } = {}) {
    super(message, { cause })
    this.isRefused = isRefused
  }
}

/** What the system's and undici's codes mean. */
const meanings: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused: nothing listens at that address and port.',
  ECONNRESET: 'The connection was closed before an answer came.',
  EPIPE: 'The connection was closed before an answer came.',
  UND_ERR_SOCKET: 'The connection was closed before an answer came.',
  ENOTFOUND: 'The name of the host is not known.',
  EAI_AGAIN: 'The name of the host could not be looked up: the name server did not answer.',
  EHOSTUNREACH: 'The host could not be reached.',
  ENETUNREACH: 'The network of the host could not be reached.',
  ETIMEDOUT: 'The connection could not be made in time.',
  UND_ERR_CONNECT_TIMEOUT: 'The connection could not be made in time.',
  CERT_HAS_EXPIRED: "The host's certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The host's certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "The host's certificate comes from an authority that is not trusted.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The host's certificate lacks the one that signed it.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The host's certificate is for another name.",
  EPROTO: 'The host does not speak TLS as https needs it.',
}

/** Errors of undici wrap those of the system, several at once where a name has several addresses. */
export function causeOf(error: unknown, timeoutMs: number): SendError {
  if (error instanceof SendError) return error
  const { name, code, cause, errors } = error as Error & { code?: string; errors?: unknown[] }
  if (name === 'TimeoutError' || (cause as Error | undefined)?.name === 'TimeoutError')
    return new SendError(`No whole answer came within ${timeoutMs / 1000} s.`, { cause: error })
  const meaning = code === undefined ? undefined : meanings[code]
  if (meaning) return new SendError(meaning, { cause: error })
  const inner = cause ?? errors?.[0]
  if (inner instanceof Error) return causeOf(inner, timeoutMs)
  return new SendError(`It failed: ${(error as Error).message}`, { cause: error })
}
