import { sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { ConsentCategory, Consents } from '../types.ts'

/** Who of these refuses templates of the category. */
export async function findOptedOut(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  waIds: readonly string[],
  category: ConsentCategory,
): Promise<string[]> {
  const { rows } = await sql<{ waId: string }>`
    select c.wa_id as "waId" from contacts c
    where c.team_id = ${teamId} and c.wa_id = any(${[...waIds]}::text[]) and c.consents -> ${category} ->> 'value' = 'OPTED_OUT'`.execute(
    db,
  )
  return rows.map(({ waId }) => waId)
}

export interface HeldConsents {
  id: string
  waId: string
  consents: Consents
}

/** Holds contacts until the transaction ends, in the order in which all hold them. */
export async function holdConsents(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  { ids = [], waIds = [] }: { ids?: readonly string[]; waIds?: readonly string[] },
): Promise<HeldConsents[]> {
  const { rows } = await sql<HeldConsents>`
    select c.contact_id as id, c.wa_id as "waId", c.consents from contacts c
    where c.team_id = ${teamId} and (c.contact_id = any(${[...ids]}::uuid[]) or c.wa_id = any(${[...waIds]}::text[]))
    order by c.wa_id for no key update`.execute(tx)
  return rows
}

export async function updateConsents(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  changed: readonly Pick<HeldConsents, 'id' | 'consents'>[],
): Promise<void> {
  await sql`
    update contacts c set consents = n.consents, updated_at = now()
    from unnest(
      ${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ consents }) => JSON.stringify(consents))}::jsonb[]
    ) as n (contact_id, consents)
    where c.team_id = ${teamId} and c.contact_id = n.contact_id`.execute(tx)
}
