import { isUtf8 } from 'node:buffer'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { copyValue } from '../../database/copy.ts'
import { BadInput, type Problem, TooLarge } from '../../errors.ts'
import { type RawRow, RowSplitter, type Shape } from './row-splitter.ts'

export const largestBody = 256 * 1024 * 1024
const largestRow = 1024 * 1024
const deepestRow = 64
/** rows are written to the file in pieces of about this many characters */
const pieceLength = 256 * 1024

/** The rows of a request, in a file that COPY reads into background_job_entries. */
export interface SpooledRows {
  jobId: string
  file: string
  count: number
}

export interface Spooling {
  shape: Shape
  teamId: string
  jobId: string
  /** whoever names it removes it in the end */
  file: string
}

/**
 * Takes the rows out of a body as it comes and puts them into a file: however slowly a body of 256 MB arrives, it holds neither memory nor a
 * transaction.
 * @throws BadInput where the body is not valid JSON of its shape, TooLarge over 256 MB; the file is removed then
 */
export async function spoolRows(body: Readable, spooling: Spooling): Promise<SpooledRows> {
  const { file, jobId } = spooling
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const output = await open(file, 'wx', 0o600)
  try {
    return { jobId, file, count: await writeRows(body, spooling, output) }
  } catch (error) {
    await rm(file, { force: true })
    // what is left of a refused body is read and forgotten, so that the refusal reaches the caller
    if (!(error instanceof TooLarge)) body.resume()
    throw error
  } finally {
    await output.close()
  }
}

async function writeRows(body: Readable, { shape, teamId, jobId }: Spooling, output: FileHandle): Promise<number> {
  const names = `${teamId}\t${jobId}`
  let lines = ''
  let count = 0
  const splitter = new RowSplitter(shape, {
    largest: largestRow,
    found: (row) => {
      if (shape.kind === 'lines' && isBlank(row.bytes)) return
      lines += `${names}\t${toLine(row, count++)}`
    },
  })
  const flush = async (): Promise<void> => {
    const piece = lines
    lines = ''
    await output.appendFile(piece)
  }
  let received = 0
  for await (const chunk of chunksOf(body)) {
    received += chunk.length
    if (received > largestBody) throw bodyTooLarge()
    splitter.write(chunk)
    if (lines.length > pieceLength) await flush()
  }
  splitter.end()
  await flush()
  return count
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

const isBlank = (line: Buffer): boolean => line.toString().trim() === ''

function toLine(row: RawRow, index: number): string {
  if (!row.tooLarge && !isUtf8(row.bytes)) {
    throw new BadInput(`Row ${index} (at byte ${row.offset}) is not UTF-8 text.`, {
      code: 'not_utf8',
      path: `${index}`,
    })
  }
  const text = row.bytes.toString()
  const refusal = tooMuch(row)
  if (!row.tooLarge) checkJson(text, row, index)
  const input = refusal ? JSON.stringify(text.slice(0, 200)) : text
  return `${index}\t${copyValue(input)}\t${refusal ? copyValue(JSON.stringify([refusal])) : '\\N'}\n`
}

function tooMuch({ tooLarge, depth }: RawRow): Problem | undefined {
  if (tooLarge) return { code: 'too_large', message: 'The row is larger than 1 MB.' }
  if (depth > deepestRow) return { code: 'too_deep', message: `The row nests deeper than ${deepestRow} levels.` }
  return undefined
}

function checkJson(text: string, { offset }: RawRow, index: number): void {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new BadInput(
      `The body is not valid JSON in row ${index} (which begins at byte ${offset}): ${(error as Error).message}`,
      { code: 'not_json', path: `${index}`, hint: 'Nothing was stored. Mend the row and send the whole body again.' },
    )
  }
}
