import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import * as store from './aliases.store.ts'
import type { Part, Person } from './types.ts'

const nobody: Person = { waId: '', userId: null, name: '' }

/** Who the customers of a batch are: people who write under another name than they did, or did not before. */
export class People {
  readonly #names: ReadonlyMap<string, string>

  private constructor(names: ReadonlyMap<string, string>) {
    this.#names = names
  }

  static async of(tx: Tx, scope: Scope, parts: readonly Part[]): Promise<People> {
    const told = parts.flatMap((part) => namesOf(part))
    if (told.length === 0) return new People(new Map())
    return new People(await store.findAliases(tx, scope, [...new Set(told)]))
  }

  /** The person under the name by which the chats know them. */
  of(person: Person | null): Person {
    if (!person) return nobody
    const waId = this.#names.get(person.waId)
    return waId === undefined ? person : { ...person, waId }
  }
}

function namesOf(part: Part): string[] {
  return 'person' in part ? [part.person.waId] : []
}
