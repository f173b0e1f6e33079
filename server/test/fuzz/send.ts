import { Agent, request } from 'node:http'
import type { Malformed } from './malformed.ts'

const patienceMs = 5_000
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Sends what `fetch` would refuse to send; the status of the answer. @throws Error where none comes within five seconds */
export function send(url: string, { method, path, headers, body }: Malformed): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const options = { agent, hostname, port, method, path, timeout: patienceMs }
    // said for every method, so that no body is taken for the next request
    const all = body ? { ...headers, 'content-length': String(body.length) } : headers
    const outgoing = request({ ...options, headers: all }, (response) => {
      // a stream has no end to wait for
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        response.destroy()
        return resolve(response.statusCode ?? 0)
      }
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.on('error', reject)
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer within ${patienceMs} ms.`)))
    outgoing.on('error', reject)
    outgoing.end(body ?? undefined)
  })
}
