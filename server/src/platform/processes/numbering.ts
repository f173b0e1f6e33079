import type { Database, Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { StoredValue } from '../attributes/types.ts'
import type { Procedure } from '../model/types.ts'
import { findLastNumber, passNumber, takeNumbers } from './sql/procedure-counters.ts'

interface Queue {
  waiting: { count: number; resolve: (first: number) => void; reject: (error: unknown) => void }[]
  isTaking: boolean
}

/** Where new processes get their numbers from. */
export interface Numbers {
  /** the next `count` primary keys of the procedure */
  next(scope: Scope, procedure: Procedure, count: number): Promise<StoredValue[]>
  /** a key given from outside in the form of the team's own is not given again */
  pass(scope: Scope, procedure: Procedure, number: number): Promise<void>
}

/**
 * Numbers for new processes. They are taken outside the transaction that uses them, so that creators don't wait for each other's commits; those
 * who ask while one statement is on its way share the next. A number taken for a row that is then refused is left out.
 */
export class Numbering implements Numbers {
  readonly #db: Database
  readonly #queues = new Map<string, Queue>()

  constructor({ db }: { db: Database }) {
    this.#db = db
  }

  async next(scope: Scope, procedure: Procedure, count: number): Promise<StoredValue[]> {
    const first = await this.#take(scope, procedure.id, count)
    return Array.from({ length: count }, (_, index) => toKey(procedure, first + index))
  }

  /** Outside the transaction too: its lock on the counter would keep the next number from the transaction itself. */
  async pass(scope: Scope, procedure: Procedure, number: number): Promise<void> {
    await passNumber(this.#db, scope, procedure.id, number)
  }

  #take(scope: Scope, procedureId: string, count: number): Promise<number> {
    const name = `${scope.teamId}${procedureId}`
    const queue = this.#queues.get(name) ?? { waiting: [], isTaking: false }
    this.#queues.set(name, queue)
    return new Promise((resolve, reject) => {
      queue.waiting.push({ count, resolve, reject })
      if (!queue.isTaking) void this.#serve(scope, procedureId, name, queue)
    })
  }

  async #serve(scope: Scope, procedureId: string, name: string, queue: Queue): Promise<void> {
    queue.isTaking = true
    while (queue.waiting.length > 0) {
      const served = queue.waiting.splice(0)
      try {
        const total = served.reduce((sum, each) => sum + each.count, 0)
        let first = (await takeNumbers(this.#db, scope, procedureId, total)) - total + 1
        for (const each of served) {
          each.resolve(first)
          first += each.count
        }
      } catch (error) {
        for (const each of served) each.reject(error)
      }
    }
    queue.isTaking = false
    this.#queues.delete(name)
  }
}

/** The numbers that would come next, of one procedure: nothing is taken. */
export class NumbersToCome implements Numbers {
  readonly #db: Reader
  #last: number | undefined

  constructor(db: Reader) {
    this.#db = db
  }

  async next(scope: Scope, procedure: Procedure, count: number): Promise<StoredValue[]> {
    const first = (this.#last ?? (await findLastNumber(this.#db, scope, procedure.id))) + 1
    this.#last = first + count - 1
    return Array.from({ length: count }, (_, index) => toKey(procedure, first + index))
  }

  async pass(scope: Scope, procedure: Procedure, number: number): Promise<void> {
    this.#last = Math.max(number, this.#last ?? (await findLastNumber(this.#db, scope, procedure.id)))
  }
}

/** A primary key as the team numbers them. */
export function toKey(procedure: Procedure, number: number): StoredValue {
  if (procedure.primaryKey?.type === 'integerId' || procedure.primaryKey?.type === 'integer') return number
  const { prefix, width } = procedure.numbering ?? { prefix: '', width: 1 }
  return prefix + String(number).padStart(width, '0')
}

/** The number in a key that a caller gave in the form of the team's own; undefined for any other form. */
export function numberIn(procedure: Procedure, key: StoredValue | undefined): number | undefined {
  if (!procedure.numbering || key === undefined || key === null) return undefined
  const text = String(key)
  const digits = text.slice(procedure.numbering.prefix.length)
  const isOurs = text.startsWith(procedure.numbering.prefix) && /^\d{1,15}$/.test(digits)
  return isOurs ? Number(digits) : undefined
}
