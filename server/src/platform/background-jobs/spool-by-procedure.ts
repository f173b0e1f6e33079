import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { BadInput } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { largestRow, RowFile, type SpooledRows } from './row-file.ts'
import { type FlatShape, type RawRow, RowSplitter } from './row-splitter.ts'

/**
 * Takes the rows out of a file of any size, an array or lines, and puts those of each procedure into a file of their own, in the order in
 * which the procedures come up.
 * @param source.procedureOf the procedure that a row names, and what it means where it names none
 */
export async function spoolByProcedure(
  body: Readable,
  source: { teamId: string; folder: string; procedureOf: (named: string | undefined) => string },
): Promise<Map<string, SpooledRows>> {
  const files = new Map<string, RowFile>()
  try {
    let waiting: RawRow[] = []
    let splitter: RowSplitter | undefined
    const found = (row: RawRow): void => void waiting.push({ ...row, bytes: Buffer.from(row.bytes) })
    const settle = async (): Promise<void> => {
      for (const row of waiting) {
        const procedure = source.procedureOf(nameIn(row))
        const file = files.get(procedure) ?? (await openFile(source))
        files.set(procedure, file)
        file.add(row)
        await file.flush()
      }
      waiting = []
    }
    for await (const chunk of body) {
      splitter ??= new RowSplitter(shapeOf(chunk as Buffer), { largest: largestRow, found })
      splitter.write(chunk as Buffer)
      await settle()
    }
    if (!splitter) throw new BadInput('The file is empty.', { code: 'not_json' })
    splitter.end()
    await settle()
    const spooled = new Map<string, SpooledRows>()
    for (const [procedure, file] of files) spooled.set(procedure, await file.close())
    return spooled
  } catch (error) {
    for (const file of files.values()) await file.discard()
    throw error
  }
}

const shapeOf = (beginning: Buffer): FlatShape =>
  beginning.toString('latin1').trimStart().startsWith('[') ? { kind: 'array' } : { kind: 'lines' }

const openFile = ({ teamId, folder }: { teamId: string; folder: string }): Promise<RowFile> =>
  RowFile.open({ teamId, jobId: newId(), file: path.join(folder, randomUUID()) })

/** The procedure that a row names; what can't be read is refused when it is stored. */
function nameIn({ bytes, tooLarge }: RawRow): string | undefined {
  if (tooLarge) return undefined
  try {
    const row = JSON.parse(bytes.toString()) as { procedureShortId?: unknown } | null
    return typeof row?.procedureShortId === 'string' ? row.procedureShortId : undefined
  } catch {
    return undefined
  }
}
