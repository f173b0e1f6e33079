import type { Tx } from '../../database/database.ts'
import { type NewEvent, recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { uuidForm } from '../../uuid.ts'
import { settleEntriesOf } from './batch-entries.ts'
import { higher } from './delivery.ts'
import type { MessageRow } from './row.ts'
import { lockMessagesNamed, lockUnsettledMessages, updateStatuses } from './sql/status-rows.ts'
import type { DeliveryStatus } from './types.ts'

/** What Meta says of a message that was sent. */
export interface StatusEvent {
  wamid: string
  /** Meta's word: sent, delivered, read, played, failed; others are kept with the event and change nothing */
  status: string
  at: Date
  /** the customer's wa_id, or the id of a group */
  recipientId: string | null
  /** Meta's errors, whole */
  errors: unknown[] | null
  /** biz_opaque_callback_data */
  callbackData: string | null
}

/** A status event with the message that it is about. */
export interface AppliedStatus {
  event: StatusEvent
  message: MessageRow
  /** null for a word of Meta's that is no delivery status */
  deliveryStatus: DeliveryStatus | null
  /** whether it told anything that was not known; false of a repeat */
  isNews: boolean
}

export interface AppliedStatuses {
  applied: AppliedStatus[]
  /** about messages that are not here: their wamid is not known, or not yet */
  unmatched: StatusEvent[]
}

const words: Record<string, DeliveryStatus> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  played: 'PLAYED',
  failed: 'FAILED',
}

/**
 * Brings messages forward by what Meta says of them. Statuses only rise, each time is the earliest that was told, and a repeat changes nothing: in
 * whatever order and however often the same events come, the end is the same.
 */
export async function applyStatuses(
  tx: Tx,
  scope: Scope,
  { id: pluginId }: { id: string },
  events: readonly StatusEvent[],
): Promise<AppliedStatuses> {
  const { messageOf, named } = await match(tx, scope, pluginId, events)
  const changed = new Map(named.map((message) => [message.id, message]))
  const before = new Map<string, DeliveryStatus>()
  const now = new Date()
  const applied: AppliedStatus[] = []
  const unmatched: StatusEvent[] = []
  for (const event of events) {
    const message = messageOf.get(event)
    if (!message) {
      unmatched.push(event)
      continue
    }
    if (!before.has(message.id)) before.set(message.id, message.deliveryStatus)
    const deliveryStatus = words[event.status] ?? null
    const isNews = bringForward(message, event, deliveryStatus)
    if (isNews) changed.set(message.id, message)
    applied.push({ event, message, deliveryStatus, isNews })
  }
  if (changed.size > 0) {
    const rows = [...changed.values()]
    for (const row of rows) row.updatedAt = now
    await updateStatuses(tx, scope, rows)
    await recordEvents(
      tx,
      scope,
      rows.flatMap((row) => eventOf(row, before.get(row.id) ?? row.deliveryStatus)),
    )
    // whether a row of a batch was sent is known at last
    const confirmed = rows.filter(({ id }) => before.get(id) === 'UNCONFIRMED')
    await settleEntriesOf(tx, scope, confirmed)
  }
  return { applied, unmatched }
}

interface Matched {
  messageOf: Map<StatusEvent, MessageRow>
  /** those whose wamid was not known before */
  named: MessageRow[]
}

async function match(tx: Tx, scope: Scope, pluginId: string, events: readonly StatusEvent[]): Promise<Matched> {
  const ids = events.flatMap(({ callbackData }) => (callbackData && uuidForm.test(callbackData) ? callbackData : []))
  const rows = await lockMessagesNamed(tx, scope, { pluginId, wamids: events.map(({ wamid }) => wamid), ids })
  const byWamid = new Map(rows.flatMap((row) => (row.externalId ? [[row.externalId, row]] : [])))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const messageOf = new Map<StatusEvent, MessageRow>()
  const named: MessageRow[] = []
  const found = (event: StatusEvent, message: MessageRow): void => {
    messageOf.set(event, message)
    if (message.externalId !== null) return
    message.externalId = event.wamid
    byWamid.set(event.wamid, message)
    named.push(message)
  }
  const byCallback: StatusEvent[] = []
  for (const event of events) {
    const own = event.callbackData ? byId.get(event.callbackData) : undefined
    const message = byWamid.get(event.wamid) ?? (own?.externalId ? undefined : own)
    if (message) found(event, message)
    else if (event.callbackData) byCallback.push(event)
  }
  if (byCallback.length === 0) return { messageOf, named }
  const callbackData = byCallback.flatMap((event) => event.callbackData ?? [])
  const unsettled = await lockUnsettledMessages(tx, scope, { pluginId, callbackData })
  for (const event of byCallback) {
    const message =
      byWamid.get(event.wamid) ??
      unsettled.find(
        (row) =>
          row.externalId === null && row.callbackData === event.callbackData && row.address === event.recipientId,
      )
    if (message) found(event, message)
  }
  return { messageOf, named }
}

const times = {
  SENT: 'sentAt',
  DELIVERED: 'deliveredAt',
  READ: 'readAt',
  PLAYED: 'readAt',
  FAILED: 'failedAt',
} as const

/** Answers whether anything changed. */
function bringForward(message: MessageRow, event: StatusEvent, status: DeliveryStatus | null): boolean {
  if (status === null) return false
  const was = { ...message }
  message.deliveryStatus = higher(message.deliveryStatus, status)
  const field = times[status as keyof typeof times]
  const known = message[field]
  if (known === null || event.at < known) {
    message[field] = event.at
    if (status === 'FAILED' && event.errors) message.errors = event.errors
  }
  return was.deliveryStatus !== message.deliveryStatus || was[field] !== message[field]
}

function eventOf(row: MessageRow, before: DeliveryStatus): NewEvent[] {
  if (before === row.deliveryStatus) return []
  const { chatId: chat, deliveryStatus, externalId, errors } = row
  return [
    {
      kind: 'message.updated',
      subjectId: row.id,
      ...(row.procedureId && { procedureId: row.procedureId }),
      before: { deliveryStatus: before },
      after: { chat, deliveryStatus, externalId, ...(deliveryStatus === 'FAILED' && { errors }) },
      userId: null,
    },
  ]
}
