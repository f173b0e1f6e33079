import type { Readable } from 'node:stream'
import { BadInput, TooLarge } from '../../errors.ts'
import { HeadedSplitter } from './headed-splitter.ts'
import { largestRow, RowFile, type SpooledRows, type Spooling } from './row-file.ts'
import { type RawRow, RowSplitter, type Shape } from './row-splitter.ts'

export const largestBody = 256 * 1024 * 1024

/**
 * Takes the rows out of a body as it comes and puts them into a file: however slowly a body of 256 MB arrives, it holds neither memory nor a
 * transaction.
 * @throws BadInput where the body is not valid JSON of its shape, TooLarge over 256 MB; the file is removed then
 */
export async function spoolRows(body: Readable, shape: Shape, spooling: Spooling): Promise<SpooledRows> {
  const rows = await RowFile.open(spooling)
  try {
    const cutting = { largest: largestRow, found: (row: RawRow) => rows.add(row) }
    const splitter = shape.kind === 'headed' ? new HeadedSplitter(shape.key, cutting) : new RowSplitter(shape, cutting)
    let received = 0
    for await (const chunk of chunksOf(body)) {
      received += chunk.length
      if (received > largestBody) throw bodyTooLarge()
      splitter.write(chunk)
      await rows.flush()
    }
    const head = splitter.end()
    return { ...(await rows.close()), ...(head && { head }) }
  } catch (error) {
    await rows.discard()
    // what is left of a refused body is read and forgotten, so that the refusal reaches the caller
    if (!(error instanceof TooLarge)) body.resume()
    throw error
  }
}

/** A refusal leaves the connection to the caller alone, so that the answer can still be sent on it. */
async function* chunksOf(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    throw new BadInput('The connection was closed before the body was complete.', { code: 'incomplete_body' })
  }
}

export const bodyTooLarge = (): TooLarge =>
  new TooLarge('The body is larger than the 256 MB that a bulk call takes.', {
    hint: 'Send the rows in several calls.',
  })
