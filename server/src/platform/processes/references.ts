import type { Reader } from '../../database/database.ts'
import type { Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { groupLookups, lookupKey, placeReferences, type ReferenceLookup } from '../attributes/references.ts'
import type { StoredValue } from '../attributes/types.ts'
import type { TeamModel } from '../model/types.ts'
import { findReferenced } from './sql/find-referenced.ts'

interface WithLookups {
  values: Record<string, StoredValue>
  lookups: ReferenceLookup[]
  problems: Problem[]
}

/** Puts uuids where callers named users, states, records, processes, tasks or photos: one query for each kind of thing, however many rows. */
export async function resolveReferences(
  db: Reader,
  scope: Scope,
  model: TeamModel,
  rows: readonly WithLookups[],
): Promise<void> {
  const lookups = rows.flatMap((row) => row.lookups)
  if (lookups.length === 0) return
  const resolved = new Map<string, string>()
  for (const group of groupLookups(lookups)) {
    for (const [value, id] of await findReferenced(db, scope, model, group)) {
      resolved.set(lookupKey({ kind: group.kind, by: group.by, target: group.target, value }), id)
    }
  }
  for (const row of rows) row.problems.push(...placeReferences(row.values, row.lookups, resolved))
}
