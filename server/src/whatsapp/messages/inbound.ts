import type { Tx } from '../../database/database.ts'
import { recordEvents } from '../../events/record.ts'
import { newId } from '../../ids.ts'
import type { Scope } from '../../scope.ts'
import { readableText } from './readable.ts'
import type { MessageRow, MetaMessage } from './row.ts'
import { insertReceived } from './sql/insert-inbound.ts'

/** A message that Meta told of: a customer's, or an echo of what the business wrote elsewhere. */
export interface ReceivedMessage {
  /** ours; made where it is not given */
  id?: string
  pluginId: string
  phoneNumberId: string
  chatId: string
  /** the wa_id of the chat's contact, or the id of its group */
  address: string
  contactId: string | null
  externalId: string
  /** Meta's message object, whole */
  body: MetaMessage
  at: Date
  source: 'CUSTOMER' | 'ECHO'
  sourceId?: string | null
  procedureId?: string | null
  processId?: string | null
}

/**
 * Keeps received messages, whole and readable, with an event each; what the chat makes of them is the caller's to say. A message whose wamid is there
 * already is left as it is.
 * @returns for each message its row, or null where it was there already; in their order
 */
export async function insertInbound(
  tx: Tx,
  scope: Scope,
  messages: readonly ReceivedMessage[],
): Promise<(MessageRow | null)[]> {
  const now = new Date()
  return keepMessages(
    tx,
    scope,
    messages.map((message) => toRow(message, now)),
  )
}

/**
 * Stores messages with an event each. One whose wamid is there already is left as it is.
 * @param isHistory they were written before, elsewhere: their events are of then, and tell what became of them
 * @returns for each message its row, or null where it was there already; in their order
 */
export async function keepMessages(
  tx: Tx,
  scope: Scope,
  rows: readonly MessageRow[],
  { isHistory = false } = {},
): Promise<(MessageRow | null)[]> {
  if (rows.length === 0) return []
  const inserted = await insertReceived(tx, scope, rows)
  await recordEvents(
    tx,
    scope,
    rows
      .filter(({ id }) => inserted.has(id))
      .map((row) => ({
        kind: row.direction === 'INBOUND' ? 'message.received' : 'message.created',
        subjectId: row.id,
        ...(row.procedureId && { procedureId: row.procedureId }),
        ...(isHistory && { at: row.at, userId: row.userId }),
        before: null,
        after: {
          chat: row.chatId,
          plugin: row.pluginId,
          direction: row.direction,
          ...(isHistory && { deliveryStatus: row.deliveryStatus }),
          type: row.type,
          text: row.text,
          externalId: row.externalId,
          ...(row.direction === 'INBOUND' ? { from: row.address } : { to: row.address }),
        },
      })),
  )
  return rows.map((row) => (inserted.has(row.id) ? row : null))
}

function toRow(message: ReceivedMessage, now: Date): MessageRow {
  const { body, source, at } = message
  const isEcho = source === 'ECHO'
  return {
    ...readableText(body),
    id: message.id ?? newId(),
    chatId: message.chatId,
    pluginId: message.pluginId,
    phoneNumberId: message.phoneNumberId,
    address: message.address,
    contactId: message.contactId,
    direction: isEcho ? 'OUTBOUND' : 'INBOUND',
    externalId: message.externalId,
    type: typeof body.type === 'string' ? body.type : 'unknown',
    body,
    deliveryStatus: isEcho ? 'SENT' : 'DELIVERED',
    errors: null,
    at,
    sentAt: isEcho ? at : null,
    deliveredAt: null,
    readAt: null,
    failedAt: null,
    templateId: null,
    sourceType: source,
    sourceId: message.sourceId ?? null,
    campaignId: null,
    callbackData: null,
    userId: null,
    keyId: null,
    procedureId: message.procedureId ?? null,
    processId: message.processId ?? null,
    sendingBy: null,
    scheduledFor: null,
    editedAt: null,
    revokedAt: null,
    reactions: [],
    createdAt: now,
    updatedAt: now,
  }
}
