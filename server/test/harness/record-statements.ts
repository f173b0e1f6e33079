import path from 'node:path'
import pg from 'pg'
import { afterAll, expect } from 'vitest'

/**
 * Every statement that the program runs in a test is looked at: it must name the team whose rows it touches. Only those of the look-ups that
 * find the team (database/global-lookups.ts) need not.
 */
const source = path.resolve(import.meta.dirname, '../../src')
const tests = path.resolve(import.meta.dirname, '..')
/** what every statement goes through */
const conduits = ['database/database.ts', 'database/transaction.ts', 'database/prepared.ts']
const exempt = 'database/global-lookups.ts'

/** text of the statement → the file that it comes from */
const statements = new Map<string, string>()

const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [first] = args
  const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text
  if (typeof text === 'string' && !statements.has(text)) statements.set(text, originOf(new Error()))
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

afterAll(async () => {
  const ours = [...statements].filter(([, origin]) => origin !== '' && origin !== exempt)
  statements.clear()
  if (ours.length === 0) return
  const { findTeamless } = await import('./statement-check.ts')
  const teamless: string[] = []
  for (const [statement, origin] of ours) {
    for (const flaw of await findTeamless(statement))
      teamless.push(`${origin} ${flaw}: ${statement.replaceAll(/\s+/g, ' ')}`)
  }
  expect(teamless).toEqual([])
})
