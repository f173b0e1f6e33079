import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Forbidden } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import * as store from './store.ts'
import { mostBytes, type SettingsChange } from './types.ts'

/** What programs keep for the user who works with them. Nobody reads or changes another user's. */
export class UserSettings {
  readonly #db: Database

  constructor({ db }: { db: Database }) {
    this.#db = db
  }

  async read(scope: Scope): Promise<Record<string, unknown>> {
    return store.findSettings(scope.transaction ?? this.#db, ownerOf(scope))
  }

  /** @throws BadInput where they would take more than `mostBytes` in all */
  async change(scope: Scope, changes: SettingsChange): Promise<Record<string, unknown>> {
    const owner = ownerOf(scope)
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await store.holdSettings(tx, owner)
      const merged = { ...before, ...changes }
      const after = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
      const bytes = Buffer.byteLength(JSON.stringify(after))
      if (bytes > mostBytes) {
        throw new BadInput(`The settings would take ${bytes} bytes, and may take ${mostBytes}.`, {
          code: 'settings_too_large',
          hint: 'Take out what is not used any more: null takes a key out.',
        })
      }
      const changed = differences(
        { ...Object.fromEntries(Object.keys(merged).map((key) => [key, null])), ...before },
        merged,
      )
      if (Object.keys(changed.after).length === 0) return before
      await store.updateSettings(tx, owner, after)
      await recordEvent(tx, scope, { kind: 'user_settings.updated', subjectId: owner.userId, ...changed })
      return after
    })
  }
}

function ownerOf({ teamId, userId }: Scope): store.Owner {
  if (userId !== null) return { teamId, userId }
  throw new Forbidden('This key acts in the name of nobody, so it has no settings.', {
    code: 'no_user',
    hint: 'Use the key of a user.',
  })
}
