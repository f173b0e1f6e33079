import { BadInput } from '../../../errors.ts'
import type { Scope } from '../../../scope.ts'
import type { ProcessLists, ProcessPage } from '../list/service.ts'
import type { Process } from '../types.ts'
import { chosenColumns, columnsOf } from './columns.ts'
import { csvLine } from './csv.ts'
import type { ExportRequest, formats } from './types.ts'

const rowsPerChunk = 500

export interface Export {
  procedureShortId: string
  /** the file a chunk at a time, each read when the one before has been taken */
  chunks: AsyncGenerator<string>
}

/** A whole list as one file, of any length: only a chunk of it is ever held. */
export class Exports {
  readonly #lists: ProcessLists

  constructor({ lists }: { lists: ProcessLists }) {
    this.#lists = lists
  }

  /**
   * Ready once its first chunk has been read, so that what is wrong with the request is said before anything is sent. Each chunk is a query of its own: it
   * holds no connection while the reader is slow, and works through a transaction pooler.
   */
  async start(
    scope: Scope,
    procedureName: string,
    request: ExportRequest,
    format: (typeof formats)[number],
  ): Promise<Export> {
    const ask = await this.#lists.ask(scope, procedureName, request)
    const columns = chosenColumns(columnsOf(ask.model, ask.procedure), request.columns)
    const problems = columns.flatMap((column) => ('code' in column ? [column] : []))
    if (problems.length > 0) throw new BadInput(problems)
    const chosen = columns.flatMap((column) => ('code' in column ? [] : [column]))
    const values = (process: Process): unknown[] => chosen.map((column) => column.value(process))
    const names = chosen.map((column) => column.name)
    const line = (process: Process): string => {
      if (format === 'csv') return csvLine(values(process))
      const told = request.columns
        ? Object.fromEntries(chosen.map(({ name, value }) => [name, value(process)]))
        : process
      return `${JSON.stringify(told)}\n`
    }
    const read = (after: string | undefined): Promise<ProcessPage> =>
      this.#lists.page(scope, ask, { after: after ? ask.cursors.read(after) : undefined, skip: 0, limit: rowsPerChunk })
    const head = format === 'csv' ? `${request.bom ? '\uFEFF' : ''}${csvLine(names)}` : ''
    return { procedureShortId: ask.procedure.shortId, chunks: chunksOf(await read(undefined), read, { head, line }) }
  }
}

async function* chunksOf(
  first: ProcessPage,
  read: (after: string | undefined) => Promise<ProcessPage>,
  { head, line }: { head: string; line: (process: Process) => string },
): AsyncGenerator<string> {
  let page = first
  let begin = head
  for (;;) {
    const chunk = begin + page.processes.map(line).join('')
    if (chunk !== '') yield chunk
    if (!page.nextCursor) return
    begin = ''
    page = await read(page.nextCursor)
  }
}
