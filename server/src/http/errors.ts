import type { ErrorObject } from 'ajv'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseAway } from '../database/away.ts'
import { NadiError, type Problem, TooManyRequests } from '../errors.ts'
import type { ErrorEnvelope } from './envelope.ts'
import { explainValidation } from './explain-validation.ts'
import { RateLimited } from './rate-limits.ts'

export const errorEnvelope = (requestId: string, problems: readonly Problem[]): ErrorEnvelope => ({
  _data: null,
  _meta: { requestId, errors: [...problems] },
  _errors: problems.map((problem) => problem.message),
})

/** Fastify's own refusals, in our words: https://fastify.dev/docs/latest/Reference/Errors */
const refusals: Record<string, { status: number; problem: Problem }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    problem: {
      code: 'too_large',
      message: 'The body is larger than this call takes.',
      hint: 'Send fewer rows, or use a bulk call.',
    },
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    problem: {
      code: 'unsupported_media',
      message: 'The body is of a content type that this call does not take.',
      hint: 'Send JSON with the header Content-Type: application/json.',
    },
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    problem: { code: 'bad_length', message: 'The body is not as long as its Content-Length header says.' },
  },
  FST_ERR_BAD_URL: {
    status: 400,
    problem: { code: 'bad_path', message: 'The path holds an escape sequence that is not valid.' },
  },
  FST_ERR_MAX_LIMIT: { status: 414, problem: { code: 'path_too_long', message: 'A part of the path is too long.' } },
}

/** The connection may have broken after the commit and before its confirmation, so nobody knows whether the request was kept. */
const databaseAway: Problem = {
  code: 'database_away',
  message: 'The database could not be reached, so it is not known whether this request was kept.',
  hint: 'Send it again; a write that bears an Idempotency-Key is never done twice.',
}

/** The one place where an error becomes an answer. What is not ours to explain is a bug: logged with its request id, answered with 500. */
export function handleError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void {
  const { status, problems } = explain(error)
  // what is not built yet is no failure
  if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed')
  if (error instanceof RateLimited) error.tell(reply)
  if (error instanceof TooManyRequests) void reply.header('retry-after', error.retryAfterSeconds)
  if (status === 503) void reply.header('retry-after', '1')
  void reply.code(status).header('content-type', 'application/json; charset=utf-8').serializer(JSON.stringify)
  // what the framework refuses has met no hook
  void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff')
  const beside = error instanceof NadiError ? error.beside : {}
  void reply.send({ ...beside, ...errorEnvelope(request.id, problems) })
}

function explain(error: FastifyError | Error): { status: number; problems: readonly Problem[] } {
  if (error instanceof NadiError) return { status: error.status, problems: error.problems }
  if ('validation' in error && error.validation) {
    const context = error.validationContext ?? 'body'
    return { status: 400, problems: explainValidation(error.validation as unknown as ErrorObject[], context) }
  }
  if (isDatabaseAway(error)) return { status: 503, problems: [databaseAway] }
  const code = 'code' in error ? error.code : ''
  const refusal = refusals[code]
  if (refusal) return { status: refusal.status, problems: [refusal.problem] }
  const status = 'statusCode' in error && error.statusCode ? error.statusCode : 500
  if (status < 500) return { status, problems: [{ code: 'bad_request', message: error.message }] }
  return {
    status: 500,
    problems: [
      {
        code: 'internal',
        message: 'Something went wrong on the server; nothing of this request was kept.',
        hint: 'Try again, and give the operator the request id if it happens again.',
      },
    ],
  }
}
