import type { Chat } from './types.ts'

/** A chat as stored, with its contact and its last message beside it. */
export interface ChatRow {
  id: string
  createdAt: Date
  updatedAt: Date
  version: number
  pluginId: string
  phoneNumberId: string
  address: string
  contactId: string | null
  contactName: string | null
  contactPhoneNumber: string | null
  contactWaId: string | null
  procedureId: string | null
  processId: string | null
  status: 'OPEN' | 'CLOSED'
  assignedTo: string | null
  assignedAt: Date | null
  unreadCount: number
  windowEndsAt: Date | null
  lastInboundAt: Date | null
  lastMessageAt: Date | null
  lastMessageId: string | null
  lastExternalId: string | null
  lastType: string | null
  lastText: string | null
  lastDirection: 'INBOUND' | 'OUTBOUND' | null
  lastStatus: string | null
  labels: string[]
}

/** A chat as it is answered. */
export function presentChat(row: ChatRow): Chat {
  const { id, contactId, lastMessageId, lastMessageAt } = row
  return {
    id,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    version: row.version,
    contact:
      contactId === null
        ? null
        : {
            id: contactId,
            name: row.contactName ?? '',
            phoneNumber: row.contactPhoneNumber,
            waId: row.contactWaId ?? row.address,
          },
    groupId: contactId === null ? row.address : null,
    plugin: row.pluginId,
    whatsappPhoneNumberId: row.phoneNumberId,
    procedure: row.procedureId,
    process: row.processId,
    status: row.status,
    assignedTo: row.assignedTo,
    assignedAt: row.assignedAt?.getTime() ?? null,
    unreadCount: row.unreadCount,
    windowEndsAt: row.windowEndsAt?.getTime() ?? null,
    isWaiting: row.lastDirection === 'INBOUND',
    lastMessageAt: lastMessageAt?.getTime() ?? null,
    lastMessage:
      lastMessageId === null || lastMessageAt === null
        ? null
        : {
            id: lastMessageId,
            externalId: row.lastExternalId,
            dataType: row.lastType ?? '',
            text: row.lastText ?? '',
            direction: row.lastDirection ?? 'INBOUND',
            deliveryStatus: row.lastStatus ?? '',
            timestamp: lastMessageAt.getTime(),
          },
    labels: row.labels,
  }
}
