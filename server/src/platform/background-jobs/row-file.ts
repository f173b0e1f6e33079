import { isUtf8 } from 'node:buffer'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { copyValue } from '../../database/copy.ts'
import { BadInput, type Problem } from '../../errors.ts'
import type { RawRow } from './row-splitter.ts'

export const largestRow = 1024 * 1024
const deepestRow = 64
/** rows are written to the file in pieces of about this many characters */
const pieceLength = 256 * 1024

/** The rows of a request, in a file that COPY reads into background_job_entries. */
export interface SpooledRows {
  jobId: string
  file: string
  count: number
  /** what the body said beside its rows */
  head?: Record<string, unknown>
}

export interface Spooling {
  teamId: string
  jobId: string
  /** whoever names it removes it in the end */
  file: string
}

/** Writes rows into a file that COPY reads into background_job_entries. */
export class RowFile {
  readonly #spooling: Spooling
  readonly #output: FileHandle
  #lines = ''
  #count = 0

  private constructor(spooling: Spooling, output: FileHandle) {
    this.#spooling = spooling
    this.#output = output
  }

  static async open(spooling: Spooling): Promise<RowFile> {
    await mkdir(path.dirname(spooling.file), { recursive: true, mode: 0o700 })
    return new RowFile(spooling, await open(spooling.file, 'wx', 0o600))
  }

  /** @throws BadInput where the row is not valid JSON */
  add(row: RawRow): void {
    const { teamId, jobId } = this.#spooling
    this.#lines += `${teamId}\t${jobId}\t${toLine(row, this.#count)}`
    this.#count++
  }

  /** To be awaited from time to time, so that the rows don't pile up in memory. */
  async flush(): Promise<void> {
    if (this.#lines.length >= pieceLength) await this.#write()
  }

  async close(): Promise<SpooledRows> {
    await this.#write()
    await this.#output.close()
    const { jobId, file } = this.#spooling
    return { jobId, file, count: this.#count }
  }

  async discard(): Promise<void> {
    await this.#output.close()
    await rm(this.#spooling.file, { force: true })
  }

  async #write(): Promise<void> {
    const lines = this.#lines
    this.#lines = ''
    await this.#output.appendFile(lines)
  }
}

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
