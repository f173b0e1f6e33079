import type { Database } from '../database/database.ts'
import { listTeams } from '../database/global-lookups.ts'
import { sealedColumns } from './sealed-columns.ts'
import * as store from './store.ts'
import type { Vault } from './vault.ts'

const atOnce = 500

/** Seals everything of every team with the vault's present key that another sealed; answers how many values these were. */
export async function resealAll(db: Database, vault: Vault): Promise<number> {
  const { head } = vault
  let resealed = 0
  for (const { teamId } of await listTeams(db)) {
    for (const column of sealedColumns) {
      for (;;) {
        const found = await store.findSealedOtherwise(db, teamId, column, { head, limit: atOnce })
        if (found.length === 0) break
        const values = found.map((from) => ({ from, to: vault.seal(vault.open(from)) }))
        await store.replaceSealed(db, teamId, column, values)
        resealed += found.length
      }
    }
  }
  return resealed
}
