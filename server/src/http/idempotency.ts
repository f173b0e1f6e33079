import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import type { FastifyReply, FastifyRequest, preParsingHookHandler, RequestPayload, RouteHandlerMethod } from 'fastify'
import type { Database, Tx } from '../database/database.ts'
import { inTransaction } from '../database/transaction.ts'
import { BadInput, Conflict } from '../errors.ts'
import { Gate } from '../gate.ts'
import { clientOf } from '../scope.ts'
import * as store from './idempotency.store.ts'
import { openAnswer, sealAnswer } from './sealed-answer.ts'
import { sessionToken } from './session-cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** the answer holds a secret that is shown this once */
    answersSecret?: boolean
    /**
     * the handler commits before it calls another server, so its request is not one transaction: it claims the key itself, for the message that it
     * stores, see `claimKeyFor`
     */
    claimsKey?: boolean
  }
  interface FastifyRequest {
    /** SHA-256 of method, path and what the body said so far; only of a request with an Idempotency-Key */
    fingerprint?: ReturnType<typeof createHash>
  }
}

const keyForm = /^[\x21-\x7e]{1,255}$/

/** The request's Idempotency-Key, where the route writes and has one. */
export function idempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key']
  const { permission, readsOnly } = request.routeOptions.config
  if (header === undefined || request.method === 'GET' || request.method === 'HEAD') return undefined
  if (readsOnly || permission === undefined || permission === 'public') return undefined
  if (typeof header !== 'string' || !keyForm.test(header)) {
    throw new BadInput('The header Idempotency-Key must be 1 to 255 visible ASCII characters.', {
      path: 'Idempotency-Key',
    })
  }
  return header
}

/**
 * A preParsing hook: takes the fingerprint of the body as it streams by. A form is left alone, since its boundary differs from one sending
 * to the next: whoever receives it adds what it says.
 */
export const fingerprintBody: preParsingHookHandler = (request, _reply, payload, done) => {
  try {
    done(null, fingerprinted(request, payload))
  } catch (error) {
    done(error as Error)
  }
}

function fingerprinted(request: FastifyRequest, payload: RequestPayload): RequestPayload {
  if (idempotencyKey(request) === undefined) return payload
  const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n`)
  request.fingerprint = fingerprint
  if (request.headers['content-type']?.startsWith('multipart/')) return payload
  let receivedEncodedLength = 0
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      fingerprint.update(chunk)
      receivedEncodedLength += chunk.length
      Object.assign(tap, { receivedEncodedLength })
      done(null, chunk)
    },
  })
  Object.assign(tap, { receivedEncodedLength })
  payload.on('error', (error) => tap.destroy(error))
  return payload.pipe(tap)
}

/** What other parts of the server must hear when a request's own transaction has been committed. */
export type Committed = (request: FastifyRequest) => void

/**
 * Makes the wrapper for the handlers of routes that write. With an Idempotency-Key the whole request is one transaction, in which the key
 * is claimed, the work done and the answer kept: a repeat, also one that comes while the first is still at work, answers the first answer.
 * A request that was refused changed nothing and keeps nothing.
 */
export function onceByKey(
  db: Database,
  { places, committed }: { places: number; committed: Committed },
): (handler: RouteHandlerMethod) => RouteHandlerMethod {
  // such a request holds a connection while its handler may ask for another, so they never hold all of them
  const gate = new Gate(places)
  return (handler) =>
    async function (request, reply) {
      const key = idempotencyKey(request)
      const clientId = clientOf(request.scope)
      const isOwnClaim = request.routeOptions.config.claimsKey === true
      if (key === undefined || clientId === null || isOwnClaim) return handler.call(this, request, reply)
      const claim = { teamId: request.scope.teamId, clientId, key }
      const { scope } = request
      const attempt = () =>
        inTransaction(db, {}, async (tx) => {
          if (!(await store.claimKey(tx, claim))) return undefined
          request.scope = { ...scope, transaction: tx }
          const result = await handler.call(this, request, reply)
          if (result === reply) throw new Error('A handler that writes must return its answer, not send it.')
          const answer = Buffer.from(typeof result === 'string' ? result : String(reply.serialize(result)))
          const headers = { 'content-type': 'application/json; charset=utf-8', ...etagOf(reply) }
          const kept = { requestHash: fingerprintOf(request), status: reply.statusCode, answer, headers }
          await store.keepAnswer(
            tx,
            claim,
            isSecret(request) ? { ...kept, answer: sealAnswer(answer, credentialOf(request)) } : kept,
          )
          return kept
        })
      const first = await gate.pass(attempt)
      if (first) committed(request)
      request.scope = scope
      const kept = first ?? (await replay(db, claim, request, reply))
      return reply.code(kept.status).headers(kept.headers).send(kept.answer)
    }
}

async function replay(
  db: Database,
  claim: store.Claim,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<store.KeptAnswer> {
  // a streamed body has not been read yet: its fingerprint is known at its end
  if (request.body instanceof Readable) for await (const _ of request.body);
  const kept = await store.findAnswer(db, claim)
  if (kept === 'message') throw keyReused(claim)
  if (!kept) {
    throw new Conflict('The first request with this Idempotency-Key was refused meanwhile.', {
      code: 'idempotency_race',
      hint: 'Send it again.',
    })
  }
  if (!kept.requestHash.equals(fingerprintOf(request))) throw keyReused(claim)
  void reply.header('idempotent-replayed', 'true')
  return isSecret(request) ? { ...kept, answer: openAnswer(kept.answer, credentialOf(request)) } : kept
}

/** A request that names itself by an Idempotency-Key. */
export interface KeyedRequest extends store.Claim {
  requestHash: Buffer
}

/** For a route that `claimsKey`: undefined where the request has no key. */
export function keyedRequest(request: FastifyRequest): KeyedRequest | undefined {
  const key = idempotencyKey(request)
  const clientId = clientOf(request.scope)
  if (key === undefined || clientId === null) return undefined
  return { teamId: request.scope.teamId, clientId, key, requestHash: fingerprintOf(request) }
}

/**
 * Claims the key of a request for the message that it makes, in the transaction that stores it.
 * @returns undefined, or the id of the message that the same request made earlier
 * @throws Conflict where the key was used for another request
 */
export async function claimKeyFor(tx: Tx, request: KeyedRequest, messageId: string): Promise<string | undefined> {
  if (await store.claimKeyForMessage(tx, request, messageId)) return undefined
  const earlier = await store.findMessageOfKey(tx, request)
  if (earlier?.messageId && earlier.requestHash.equals(request.requestHash)) return earlier.messageId
  throw keyReused(request)
}

/** What was refused and certainly not done may be tried again under the same key. */
export const releaseKey = (db: Database, request: KeyedRequest): Promise<void> => store.deleteKey(db, request)

/** The same where it was claimed for that message. */
export const releaseKeyOf = (db: Database, request: KeyedRequest, messageId: string): Promise<void> =>
  store.deleteKey(db, request, messageId)

const keyReused = ({ key }: store.Claim): Conflict =>
  new Conflict(`The Idempotency-Key "${key}" was used for another request.`, {
    code: 'idempotency_key_reused',
    path: 'Idempotency-Key',
    hint: 'Use a new key for a new request; repeat a request with the same method, path and body.',
  })

const isSecret = (request: FastifyRequest): boolean => request.routeOptions.config.answersSecret === true

/** What the request shows for itself: the database knows only its hash. */
const credentialOf = ({ headers }: FastifyRequest): string =>
  headers.authorization ?? sessionToken(headers.cookie) ?? ''

const fingerprintOf = (request: FastifyRequest): Buffer => {
  if (!request.fingerprint) throw new Error('The body of this request was not fingerprinted.')
  return request.fingerprint.copy().digest()
}

const etagOf = (reply: FastifyReply): Record<string, string> => {
  const etag = reply.getHeader('etag')
  return typeof etag === 'string' ? { etag } : {}
}
