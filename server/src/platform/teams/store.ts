import type { Tx } from '../../database/database.ts'

export interface NewTeamRow {
  id: string
  shortId: string
  name: string
  timeZone: string
  callingCode: string
  createdAt: Date
}

export async function insertTeam(tx: Tx, team: NewTeamRow): Promise<void> {
  await tx
    .insertInto('teams')
    .values({
      team_id: team.id,
      short_id: team.shortId,
      name: team.name,
      time_zone: team.timeZone,
      calling_code: team.callingCode,
      created_at: team.createdAt,
      updated_at: team.createdAt,
    })
    .execute()
}
