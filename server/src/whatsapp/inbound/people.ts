import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { followContacts } from '../chats/follow.ts'
import { type Alias, findAliases, upsertAliases } from './aliases.store.ts'
import type { Part, Person } from './types.ts'

const nobody: Person = { waId: '', userId: null, name: '' }
const forGood = new Date('9999-12-31T00:00:00Z')
/** changes of number that are followed from one to the next */
const mostSteps = 5

/**
 * Who the customers are: people whose number changes, or whom Meta names by number at one time and by user id at another. What they were called in
 * a message leads to what they are called now, whichever of the two came first.
 */
export class People {
  readonly #aliases: ReadonlyMap<string, readonly Alias[]>

  private constructor(aliases: readonly Alias[]) {
    this.#aliases = Map.groupBy(aliases, ({ alias }) => alias)
  }

  /** Keeps what these parts tell of names; contacts and chats follow. */
  static async of(tx: Tx, scope: Scope, parts: readonly Part[]): Promise<People> {
    const names = new Set(parts.flatMap(namesIn))
    if (names.size === 0) return new People([])
    const told = distinct(parts.flatMap(aliasesIn))
    const known = await findAliases(tx, scope, [...names])
    const unknown = told.filter((alias) => !known.some((other) => isSame(alias, other)))
    if (unknown.length === 0) return new People(known)
    const news = await upsertAliases(tx, scope, unknown)
    const people = new People(await findAliases(tx, scope, [...names]))
    await followContacts(
      tx,
      scope,
      news.map(({ alias, until, at }) => ({ from: alias, to: people.nameAt(alias, at), until })),
    )
    return people
  }

  /** The person under the name by which the chats know whoever had this name then. */
  of(person: Person | null, at: Date): Person {
    if (!person) return nobody
    const waId = this.nameAt(person.waId, at)
    return waId === person.waId ? person : { ...person, waId }
  }

  /** What the person is called now who had this name then. */
  nameAt(waId: string, at: Date): string {
    let name = waId
    let time = at.getTime()
    for (let step = 0; step < mostSteps; step++) {
      const next = this.#aliases.get(name)?.find(({ until }) => until.getTime() >= time)
      if (!next) break
      name = next.waId
      // whoever had a number until then had the next one from then on; a user id had its number when that was told
      time = +next.until === +forGood ? next.at.getTime() : next.until.getTime() + 1
    }
    return name
  }
}

function namesIn(part: Part): string[] {
  if (part.kind === 'rename') return [part.from, part.to]
  if (part.kind === 'preference') return [part.waId]
  if (!('person' in part)) return []
  const { waId, userId } = part.person
  return waId ? [waId, ...(userId ? [userId] : [])] : []
}

function aliasesIn(part: Part): Alias[] {
  if (part.kind === 'rename') return [{ alias: part.from, waId: part.to, until: part.at, at: part.at }]
  if (!('person' in part)) return []
  const { waId, userId } = part.person
  return userId && waId && userId !== waId ? [{ alias: userId, waId, until: forGood, at: part.at }] : []
}

/** The latest of each. */
function distinct(aliases: readonly Alias[]): Alias[] {
  const latest = new Map<string, Alias>()
  for (const alias of aliases) {
    const key = `${alias.alias} ${alias.until.getTime()}`
    const other = latest.get(key)
    if (!other || other.at < alias.at || (+other.at === +alias.at && other.waId < alias.waId)) latest.set(key, alias)
  }
  return [...latest.values()]
}

/** What is known need not be written again, however much later it is told again. */
const isSame = (one: Alias, other: Alias): boolean =>
  one.alias === other.alias && one.waId === other.waId && +one.until === +other.until
