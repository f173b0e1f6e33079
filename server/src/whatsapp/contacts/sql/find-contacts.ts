import { sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Fragment } from '../../listing/field.ts'
import type { Consents } from '../types.ts'

export interface ContactRow {
  id: string
  createdAt: Date
  updatedAt: Date
  name: string
  isNamedByTeam: boolean
  phoneNumber: string | null
  waId: string
  consents: Consents
}

const columns = sql`c.contact_id as id, c.created_at as "createdAt", c.updated_at as "updatedAt", c.name, c.is_named_by_team as "isNamedByTeam",
  c.phone_number as "phoneNumber", c.wa_id as "waId", c.consents`

export interface ContactPage {
  /** about `c` */
  where: Fragment
  after: { at: Date; id: string } | undefined
  skip: number
  count: number
}

/** Newest first. */
export async function findContacts(
  db: Reader,
  { teamId }: Scope,
  { where, after, skip, count }: ContactPage,
): Promise<ContactRow[]> {
  const onwards = after ? sql`and (c.created_at, c.contact_id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``
  const { rows } = await sql<ContactRow>`
    select ${columns} from contacts c where c.team_id = ${teamId} and ${where} ${onwards}
    order by c.created_at desc, c.contact_id desc offset ${skip} limit ${count}`.execute(db)
  return rows
}

export async function countContacts(db: Reader, { teamId }: Scope, where: Fragment): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from contacts c where c.team_id = ${teamId} and ${where}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function findContact(
  db: Reader,
  { teamId }: Scope,
  id: string,
  within: Fragment,
): Promise<ContactRow | undefined> {
  const { rows } = await sql<ContactRow>`
    select ${columns} from contacts c where c.team_id = ${teamId} and c.contact_id = ${id} and ${within}`.execute(db)
  return rows[0]
}

/** A name that the team gives; an empty one goes back to that of the profile, which comes with the next message. */
export async function renameContact(tx: Tx, { teamId }: Scope, id: string, name: string): Promise<void> {
  await sql`
    update contacts c set name = ${name}, is_named_by_team = ${name !== ''}, name_at = null, updated_at = now()
    where c.team_id = ${teamId} and c.contact_id = ${id}`.execute(tx)
}
