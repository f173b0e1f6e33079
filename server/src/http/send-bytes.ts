import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ByteRange } from '../storage/storage.ts'

export interface Bytes {
  contentType: string
  size: number
  /** strong: the bytes under one address never change */
  etag: string
  /** of this client's own cache for an hour, unless said otherwise */
  cacheControl?: string
  read(range?: ByteRange): Promise<Readable>
}

/**
 * Answers a file that a stranger may have made: as what it is and nothing else, unable to run anything, for this client's own cache. Takes
 * If-None-Match and one Range (RFC 9110, 14).
 */
export async function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: Bytes): Promise<FastifyReply> {
  void reply.headers({
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-site',
    'cache-control': bytes.cacheControl ?? 'private, max-age=3600',
    'accept-ranges': 'bytes',
    etag: bytes.etag,
  })
  if (matches(request.headers['if-none-match'], bytes.etag)) return reply.code(304).send()
  // what the answer's schema says is for the JSON form
  void reply.type(bytes.contentType)
  const ifRange = request.headers['if-range']
  const range = ifRange && ifRange !== bytes.etag ? undefined : parseRange(request.headers.range, bytes.size)
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${bytes.size}`).header('content-length', 0).send('')
  }
  const length = range ? range.end - range.start + 1 : bytes.size
  void reply.header('content-length', length)
  if (range) void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${bytes.size}`)
  return reply.send(await bytes.read(range))
}

const matches = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((given) => given.trim() === '*' || given.trim().replace(/^W\//, '') === etag)

/** undefined: send all of it, as for a header that is not understood or names several ranges. */
function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  if (first === '') {
    const suffix = Number(last)
    if (last === '') return undefined
    return suffix === 0 ? 'unsatisfiable' : { start: Math.max(0, size - suffix), end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? 'unsatisfiable' : { start, end }
}
