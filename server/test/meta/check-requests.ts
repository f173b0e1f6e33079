import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { amendments } from './amendments.ts'
import { beyond } from './beyond.ts'
import { type Deviation, deviationsOf } from './deviations.ts'
import { Document, type MetaDocument } from './document.ts'
import { type MetaRequest, readRequests } from './requests.ts'

interface Counts {
  asked: number
  /** with an error: what tests do wrong on purpose is not checked */
  refused: number
  isDocumented: boolean
}

/** What the document says of the requests. */
export interface Verdict {
  version: string
  operations: ReadonlyMap<string, Counts>
  /** how many requests would not be valid without it */
  amendments: { name: string; why: string; needed: number }[]
  beyond: { operation: string; why: string | undefined; asked: number }[]
  /** what nothing explains */
  deviations: { operation: string; deviation: Deviation; times: number }[]
}

/** Checks what was written down in a folder against the document in a file. */
export async function checkRequests(file: string, folder: string): Promise<Verdict> {
  const source = parse(readFileSync(file, 'utf8')) as MetaDocument
  const requests = readRequests(folder)
  if (requests.length === 0) throw new Error('The tests made no requests to Meta.')
  const amended = new Document(source, amendments)
  const operations = new Map<string, Counts>()
  const deviations = new Map<string, Verdict['deviations'][number]>()
  const amounts = new Map<MetaRequest, number>()
  for (const request of requests) {
    const operation = nameOf(request)
    const counts = operations.get(operation) ?? { asked: 0, refused: 0, isDocumented: true }
    operations.set(operation, counts)
    counts.asked++
    if (request.status >= 400) counts.refused++
    const found = await deviationsIn(amended, request)
    counts.isDocumented = found !== undefined
    amounts.set(request, found?.length ?? 0)
    for (const deviation of found ?? []) {
      const key = `${operation} ${deviation.where} ${deviation.what}`
      const known = deviations.get(key)
      if (known) known.times++
      else deviations.set(key, { operation, deviation, times: 1 })
    }
  }
  const undocumented = [...operations].filter(([, { isDocumented }]) => !isDocumented)
  return {
    version: source.info.version,
    operations: new Map([...operations].sort(([one], [other]) => one.localeCompare(other))),
    amendments: await Promise.all(
      amendments.map(async ({ name, why }) => {
        const without = new Document(
          source,
          amendments.filter((each) => each.name !== name),
        )
        let needed = 0
        for (const request of requests) {
          const found = await deviationsIn(without, request)
          if ((found?.length ?? 0) > (amounts.get(request) ?? 0)) needed++
        }
        return { name, why, needed }
      }),
    ),
    beyond: undocumented.map(([operation, { asked }]) => ({ operation, why: beyond[operation], asked })),
    deviations: [...deviations.values()],
  }
}

const nameOf = ({ method, documented }: MetaRequest): string => `${method} ${documented}`

/** undefined where the document lacks the call; nothing of what Meta refused, since tests ask for refusals */
async function deviationsIn(document: Document, request: MetaRequest): Promise<Deviation[] | undefined> {
  const operation = document.operation(request.method, request.documented)
  if (!operation) return undefined
  return request.status >= 400 ? [] : deviationsOf(request, operation)
}
