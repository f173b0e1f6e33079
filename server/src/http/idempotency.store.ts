import { sql } from 'kysely'
import type { Reader, Tx } from '../database/database.ts'
import type { Scope } from '../scope.ts'

export interface Claim {
  teamId: string
  clientId: string
  key: string
}

export interface KeptAnswer {
  requestHash: Buffer
  status: number
  answer: Buffer
  headers: Record<string, string>
}

/** Answers false where the key was used before. Waits for a request with the same key that is still at work. */
export async function claimKey(tx: Tx, { teamId, clientId, key }: Claim): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency_keys (team_id, client_id, idempotency_key, request_hash) values (${teamId}, ${clientId}, ${key}, '')
    on conflict do nothing returning client_id`.execute(tx)
  return rows.length === 1
}

export async function keepAnswer(tx: Tx, { teamId, clientId, key }: Claim, kept: KeptAnswer): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({
      request_hash: kept.requestHash,
      status: kept.status,
      answer: kept.answer,
      headers: JSON.stringify(kept.headers),
    })
    .where('team_id', '=', teamId)
    .where('client_id', '=', clientId)
    .where('idempotency_key', '=', key)
    .execute()
}

/** The answer to a message that was sent is not kept: the message itself is. */
export async function findAnswer(
  db: Reader,
  { teamId, clientId, key }: Claim,
): Promise<KeptAnswer | 'message' | undefined> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'answer', 'headers', 'chat_message_id'])
    .where('team_id', '=', teamId)
    .where('client_id', '=', clientId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  if (row?.chat_message_id) return 'message'
  if (!row?.answer || row.status === null) return undefined
  return {
    requestHash: row.request_hash,
    status: row.status,
    answer: row.answer,
    headers: row.headers as Record<string, string>,
  }
}

/** Answers false where the key was used before. Waits for a request with the same key that is still storing its message. */
export async function claimKeyForMessage(
  tx: Tx,
  { teamId, clientId, key, requestHash }: Claim & { requestHash: Buffer },
  messageId: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency_keys (team_id, client_id, idempotency_key, request_hash, chat_message_id)
    values (${teamId}, ${clientId}, ${key}, ${requestHash}, ${messageId})
    on conflict do nothing returning client_id`.execute(tx)
  return rows.length === 1
}

export async function findMessageOfKey(
  db: Reader,
  { teamId, clientId, key }: Claim,
): Promise<{ messageId: string | null; requestHash: Buffer } | undefined> {
  return db
    .selectFrom('idempotency_keys')
    .select(['chat_message_id as messageId', 'request_hash as requestHash'])
    .where('team_id', '=', teamId)
    .where('client_id', '=', clientId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
}

/** @param messageId only where it was claimed for this message */
export async function deleteKey(db: Reader, { teamId, clientId, key }: Claim, messageId?: string): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('team_id', '=', teamId)
    .where('client_id', '=', clientId)
    .where('idempotency_key', '=', key)
    .$if(messageId !== undefined, (query) => query.where('chat_message_id', '=', messageId ?? null))
    .execute()
}

export async function deleteAnswersBefore(db: Reader, { teamId }: Pick<Scope, 'teamId'>, time: Date): Promise<number> {
  const result = await db
    .deleteFrom('idempotency_keys')
    .where('team_id', '=', teamId)
    .where('created_at', '<', time)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
