import type { Dispatcher } from 'undici'
import type { GraphAnswer } from './types.ts'

/** Reads an answer whole. Meta calls its JSON `application/json`, `text/javascript` now and then. */
export async function readAnswer<Body>({
  statusCode,
  headers,
  body,
}: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers' | 'body'>): Promise<GraphAnswer<Body>> {
  const raw = Buffer.from(await body.arrayBuffer())
  const isJson = /json|javascript/.test(String(headers['content-type'] ?? ''))
  return { status: statusCode, headers, raw, body: (isJson ? parsed(raw) : raw) as Body }
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    // a proxy's word under the wrong name
    return raw
  }
}
