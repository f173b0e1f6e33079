import { sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { MessageRow } from '../row.ts'
import { columns } from './message-columns.ts'

type Team = Pick<Scope, 'teamId'>

/** In no certain order. */
export async function findMessages(db: Reader, { teamId }: Team, ids: readonly string[]): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select ${columns}
    from chat_messages m
    where m.team_id = ${teamId} and m.chat_message_id = any(${ids}::uuid[])`.execute(db)
  return rows
}

export async function findMessage(db: Reader, team: Team, id: string): Promise<MessageRow | undefined> {
  return (await findMessages(db, team, [id]))[0]
}

/** Holds the message until the transaction ends. */
export async function lockMessage(tx: Tx, { teamId }: Team, id: string): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select ${columns}
    from chat_messages m
    where m.team_id = ${teamId} and m.chat_message_id = ${id}
    for update`.execute(tx)
  return rows[0]
}
