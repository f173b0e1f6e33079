import type { Reader, Tx } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'
import type { KeyClaim } from '../row.ts'

const insert = prepared<{ attribute_id: string; value: string }>(
  'claim-process-keys',
  `insert into process_keys (team_id, attribute_id, value, process_id)
   select $1::uuid, k.attribute_id, k.value, k.process_id from unnest($2::uuid[], $3::text[], $4::uuid[]) as k (attribute_id, value, process_id)
   order by k.attribute_id, k.value
   on conflict do nothing
   returning attribute_id, value`,
)

const selectOwners = prepared<{ attribute_id: string; value: string; process_id: string }>(
  'find-process-keys',
  `select k.attribute_id, k.value, k.process_id from process_keys k
   join unnest($2::uuid[], $3::text[]) as w (attribute_id, value) on k.attribute_id = w.attribute_id and k.value = w.value
   where k.team_id = $1`,
)

const remove = prepared(
  'release-process-keys',
  `delete from process_keys k using unnest($2::uuid[], $3::text[], $4::uuid[]) as r (attribute_id, value, process_id)
   where k.team_id = $1 and k.attribute_id = r.attribute_id and k.value = r.value and k.process_id = r.process_id`,
)

export const keyOf = (key: { attributeId: string; value: string }): string => `${key.attributeId}:${key.value}`

/**
 * Claims keys, waiting for transactions that claim the same; answers the process that holds each key in the end, by `keyOf`: the claimant
 * where it was free. Of two claims on one key in the same call the first wins.
 */
export async function claimKeys(tx: Tx, scope: Scope, claims: readonly KeyClaim[]): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  if (claims.length === 0) return owners
  const first = new Map<string, KeyClaim>()
  for (const claim of claims) if (!first.has(keyOf(claim))) first.set(keyOf(claim), claim)
  let open = [...first.values()]
  // an owner may vanish between the two statements: then its key is free again
  while (open.length > 0) {
    const inserted = await insert(tx, [scope.teamId, ...columnsOf(open)])
    for (const row of inserted) {
      const key = keyOf({ attributeId: row.attribute_id, value: row.value })
      owners.set(key, first.get(key)?.processId ?? '')
    }
    open = open.filter((claim) => !owners.has(keyOf(claim)))
    if (open.length === 0) break
    for (const [key, owner] of await findOwners(tx, scope, open)) owners.set(key, owner)
    open = open.filter((claim) => !owners.has(keyOf(claim)))
  }
  return owners
}

/** Which process holds each key, by `keyOf`. */
export async function findOwners(
  db: Reader,
  scope: Scope,
  keys: readonly { attributeId: string; value: string }[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await selectOwners(db, [scope.teamId, keys.map((key) => key.attributeId), keys.map((key) => key.value)])
  return new Map(rows.map((row) => [keyOf({ attributeId: row.attribute_id, value: row.value }), row.process_id]))
}

export async function releaseKeys(tx: Tx, scope: Scope, keys: readonly KeyClaim[]): Promise<void> {
  if (keys.length > 0) await remove(tx, [scope.teamId, ...columnsOf(keys)])
}

const columnsOf = (claims: readonly KeyClaim[]) => [
  claims.map((claim) => claim.attributeId),
  claims.map((claim) => claim.value),
  claims.map((claim) => claim.processId),
]
