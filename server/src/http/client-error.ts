import type { Socket } from 'node:net'
import { newId } from '../ids.ts'
import { errorEnvelope } from './errors.ts'

const refusals: Record<string, { status: string; code: string; message: string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'headers_too_large',
    message: 'The headers of the request are larger than 16 KB.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'too_slow',
    message: 'The request did not arrive in time.',
  },
}
const malformed = { status: '400 Bad Request', code: 'not_http', message: 'The request is not valid HTTP.' }

/** Answers what is so far from HTTP that no request comes of it: https://nodejs.org/api/http.html#event-clienterror */
export function answerClientError(error: NodeJS.ErrnoException & { rawPacket?: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, code, message } = refusals[error.code ?? ''] ?? malformed
  // a HEAD is answered without a body
  const isHead = Buffer.isBuffer(error.rawPacket) && error.rawPacket.toString('latin1', 0, 5) === 'HEAD '
  const body = isHead ? '' : JSON.stringify(errorEnvelope(newId(), [{ code, message }]))
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
