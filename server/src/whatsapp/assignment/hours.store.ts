import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Days } from './hours-types.ts'

export interface HoursRow {
  /** '' for all numbers without hours of their own */
  phoneNumberId: string
  timeZone: string | null
  days: Days
  holidays: string[]
  updatedAt: Date
}

export async function findHours(db: Reader, { teamId }: Scope): Promise<HoursRow[]> {
  const rows = await db
    .selectFrom('working_hours')
    .select([
      'phone_number_id as phoneNumberId',
      'time_zone as timeZone',
      'days',
      'holidays',
      'updated_at as updatedAt',
    ])
    .where('team_id', '=', teamId)
    .orderBy('phone_number_id')
    .execute()
  return rows as HoursRow[]
}

export async function saveHours(tx: Tx, { teamId }: Scope, row: HoursRow): Promise<void> {
  await sql`
    insert into working_hours (team_id, phone_number_id, time_zone, days, holidays, updated_at)
    values (${teamId}, ${row.phoneNumberId}, ${row.timeZone}, ${JSON.stringify(row.days)}::jsonb, ${row.holidays}::text[], ${row.updatedAt})
    on conflict (team_id, phone_number_id) do update
    set time_zone = excluded.time_zone, days = excluded.days, holidays = excluded.holidays, updated_at = excluded.updated_at,
      version = working_hours.version + 1`.execute(tx)
}

export async function deleteHours(tx: Tx, { teamId }: Scope, phoneNumberId: string): Promise<void> {
  await tx
    .deleteFrom('working_hours')
    .where('team_id', '=', teamId)
    .where('phone_number_id', '=', phoneNumberId)
    .execute()
}
