import type { FastifyReply, FastifyRequest } from 'fastify'
import { BadInput } from '../errors.ts'

export const setETag = (reply: FastifyReply, version: number): void => void reply.header('etag', `"${version}"`)

/** The versions that `If-Match` allows; undefined where any will do. RFC 9110, 13.1.1. */
export function ifMatch(request: FastifyRequest): number[] | undefined {
  if (!request.routeOptions.config.takesIfMatch) throw new Error('The route does not say that it takes If-Match.')
  const header = request.headers['if-match']
  if (header === undefined || header.trim() === '*') return undefined
  return header.split(',').map((part) => {
    const version = /^\s*"(\d{1,10})"\s*$/.exec(part)?.[1]
    if (version === undefined) {
      throw new BadInput(`If-Match must hold an ETag such as "3", not ${part.trim()}.`, {
        path: 'If-Match',
        hint: 'Send the ETag header of the answer that you saw last.',
      })
    }
    return Number(version)
  })
}
