import { Readable, Transform } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BadInput, TooLarge } from '../../errors.ts'
import type { GraphBody } from '../graph/client.ts'

/** Meta's largest file, a document, has 100 MB; a form has some bytes beside it. */
const mostBytes = 101 * 1_000_000
/** what is not larger waits in memory, so that it can be sent again where the connection to Meta fails */
const mostInMemory = 1_000_000

/** Takes bodies of every content type unread: a file goes on to Meta as it comes. */
export function takeBodiesUnread(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/** The body of a request, to be passed on. */
export async function bodyOf(request: FastifyRequest): Promise<GraphBody | undefined> {
  const stream = request.body
  if (!(stream instanceof Readable)) return undefined
  const { 'content-type': contentType, 'content-length': given } = request.headers
  const length = given === undefined ? undefined : Number(given)
  if (length !== undefined && length > mostBytes) throw tooLarge()
  if (length === undefined || length > mostInMemory) return { content: limited(stream), contentType, length }
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const content = Buffer.concat(chunks)
  if (content.length !== length) throw new BadInput('The body is not as long as its Content-Length header says.')
  return content.length === 0 ? undefined : { content, contentType, length }
}

function limited(stream: Readable): Readable {
  let size = 0
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      done(size > mostBytes ? tooLarge() : null, chunk)
    },
  })
  stream.on('error', (error) => counting.destroy(error))
  return stream.pipe(counting)
}

const tooLarge = (): TooLarge =>
  new TooLarge('The body is larger than 100 MB, the most that Meta takes.', { hint: 'Send a smaller file.' })
