import path from 'node:path'
import pg from 'pg'

/** Notes every statement that the program runs in this process. Loaded once a process, so each is looked at once. */
const source = path.resolve(import.meta.dirname, '../../src')
const tests = path.resolve(import.meta.dirname, '..')
/** what every statement goes through */
const conduits = ['database/database.ts', 'database/transaction.ts', 'database/prepared.ts']
const exempt = 'database/global-lookups.ts'

const known = new Set<string>()
/** text of a statement that was not looked at yet → the file that it comes from */
let fresh = new Map<string, string>()

const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [first] = args
  const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text
  if (typeof text === 'string' && !known.has(text)) {
    known.add(text)
    fresh.set(text, originOf(new Error()))
  }
  return query.apply(this, args)
} as typeof pg.Client.prototype.query

// a statement passes through many functions of Kysely
Error.stackTraceLimit = 100

/** The file of the program that asked, '' where a test did; `?` where it can't be told. */
function originOf({ stack = '' }: Error): string {
  for (const line of stack.split('\n').slice(1)) {
    const [, file] = /(?:file:\/\/)?(\/[^():]+\.ts)/.exec(line) ?? []
    if (!file || file === import.meta.filename || file.includes('/node_modules/')) continue
    if (file.startsWith(tests)) return ''
    const ours = file.startsWith(source) ? path.relative(source, file) : undefined
    if (ours && !conduits.includes(ours)) return ours
  }
  return '?'
}

/** What is wrong with the statements since the last call: a line for each table whose team one of them does not name. */
export async function findNewTeamless(): Promise<string[]> {
  const ours = [...fresh].filter(([, origin]) => origin !== '' && origin !== exempt)
  fresh = new Map()
  if (ours.length === 0) return []
  const { findTeamless } = await import('./statement-check.ts')
  const found: string[] = []
  for (const [statement, origin] of ours) {
    for (const flaw of await findTeamless(statement))
      found.push(`${origin} ${flaw}: ${statement.replaceAll(/\s+/g, ' ')}`)
  }
  return found
}
