import type { Readable } from 'node:stream'

/** The first bytes of an answer. A longer one is not read to its end: its connection is closed instead. */
export async function readBeginning(stream: Readable, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    // leaving the loop destroys the stream
    if (length > bytes) break
  }
  return Buffer.concat(chunks).subarray(0, bytes)
}
