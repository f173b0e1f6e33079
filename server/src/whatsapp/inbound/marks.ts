import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { moveWindow } from '../chats/touch.ts'
import { type AppliedStatus, applyStatuses, type StatusEvent } from '../messages/statuses.ts'
import { markedMessage } from './marked-message.ts'
import * as store from './marks.store.ts'
import { objectOf, textOf } from './meta-object.ts'
import type { MetaObject, StatusPart } from './types.ts'

/** By their user id where Meta hides the number. */
export const recipientOf = (body: MetaObject): string => textOf(body.recipient_id) || textOf(body.recipient_user_id)

/** What `applyStatuses` takes, of Meta's status object. */
export const statusEventOf = (body: MetaObject, at: Date): StatusEvent => ({
  wamid: textOf(body.id),
  status: textOf(body.status),
  at,
  recipientId: recipientOf(body) || null,
  errors: Array.isArray(body.errors) ? body.errors : null,
  callbackData: textOf(body.biz_opaque_callback_data) || null,
})

/**
 * Gives messages what was said about them before they were here: statuses, reactions, edits, a deletion. To be called in the transaction that
 * makes a wamid known.
 */
export async function applyMarks(
  tx: Tx,
  scope: Scope,
  pluginId: string,
  externalIds: readonly string[],
): Promise<store.MarkedMessage[]> {
  const marks = await store.findMarks(tx, scope, pluginId, externalIds)
  if (marks.length === 0) return []
  const statuses = marks.filter(({ kind }) => kind === 'status')
  if (statuses.length > 0) {
    const bodyOf = new Map(statuses.map(({ body, at }) => [statusEventOf(body, at), body]))
    const { applied } = await applyStatuses(tx, scope, { id: pluginId }, [...bodyOf.keys()])
    await moveWindow(tx, scope, applied.flatMap(freeWindow(bodyOf)))
  }
  const byMessage = Map.groupBy(marks, ({ externalId }) => externalId)
  const messages = await store.lockMarkedMessages(tx, scope, pluginId, [...byMessage.keys()])
  const changed = messages.flatMap((message) => {
    const marked = markedMessage(message, byMessage.get(message.externalId) ?? [])
    return marked ? [{ before: message, after: marked }] : []
  })
  await store.updateMarkedMessages(
    tx,
    scope,
    changed.map(({ after }) => after),
  )
  await recordEvents(
    tx,
    scope,
    changed.map(({ before, after }) => ({
      kind: 'message.updated',
      subjectId: after.id,
      ...(after.procedureId && { procedureId: after.procedureId }),
      before: shown(before),
      after: { chat: after.chatId, ...shown(after) },
    })),
  )
  await store.settleMarks(
    tx,
    scope,
    pluginId,
    messages.map(({ externalId }) => externalId),
  )
  return changed.map(({ after }) => after)
}

const shown = ({ text, editedAt, revokedAt, reactions }: store.MarkedMessage) => ({
  text,
  editedAt: editedAt?.getTime() ?? null,
  revokedAt: revokedAt?.getTime() ?? null,
  reactions,
})

/** A status with the message that it is about; null where that is not here. */
export interface TakenStatus {
  event: StatusEvent
  message: { id: string } | null
}

/** Brings messages forward; statuses of messages that are not here are kept for when they come. Answers those that were news. */
export async function takeStatuses(
  tx: Tx,
  scope: Scope,
  pluginId: string,
  parts: readonly StatusPart[],
): Promise<Map<StatusPart, TakenStatus>> {
  const taken = new Map<StatusPart, TakenStatus>()
  if (parts.length === 0) return taken
  const partOf = new Map(parts.map((part) => [statusEventOf(part.body, part.at), part]))
  const { applied, unmatched } = await applyStatuses(tx, scope, { id: pluginId }, [...partOf.keys()])
  const bodyOf = new Map([...partOf].map(([event, { body }]) => [event, body]))
  await moveWindow(tx, scope, applied.flatMap(freeWindow(bodyOf)))
  for (const { event, message, isNews } of applied) {
    if (isNews) taken.set(partOf.get(event) as StatusPart, { event, message })
  }
  const eventOf = new Map(
    unmatched.map((event) => {
      const { body } = partOf.get(event) as StatusPart
      const actor = `${event.status} ${whoseOf(body)}`
      return [{ externalId: event.wamid, kind: 'status' as const, actor, at: event.at, body }, event]
    }),
  )
  for (const mark of await store.upsertMarks(tx, scope, pluginId, [...eventOf.keys()])) {
    const event = eventOf.get(mark as typeof mark & { kind: 'status' }) as StatusEvent
    taken.set(partOf.get(event) as StatusPart, { event, message: null })
  }
  return taken
}

/**
 * A customer who came by an advertisement may be written to for 72 hours; the status of the first answer tells until when:
 * https://developers.facebook.com/docs/whatsapp/pricing#free-entry-point-conversations
 */
const freeWindow =
  (bodyOf: ReadonlyMap<StatusEvent, MetaObject>) =>
  ({ event, message }: AppliedStatus): { chatId: string; endsAt: Date }[] => {
    const conversation = objectOf(bodyOf.get(event)?.conversation)
    const seconds = Number(textOf(conversation.expiration_timestamp))
    const isFree = textOf(objectOf(conversation.origin).type) === 'referral_conversion'
    if (!isFree || !Number.isFinite(seconds) || seconds * 1000 > event.at.getTime() + longestWindowMs) return []
    return [{ chatId: message.chatId, endsAt: new Date(seconds * 1000) }]
  }

const longestWindowMs = 73 * 3_600_000

/** In a group each member has a status of their own. */
const whoseOf = (body: MetaObject): string => textOf(body.recipient_participant_id) || recipientOf(body)

const mostAtOnce = 500

/** For the upkeep of a team: a message whose wamid became known in the very moment in which Meta told of it. */
export async function applyMissedMarks(db: Database, scope: Scope): Promise<void> {
  const missed = await store.findMissedMarks(db, scope, mostAtOnce)
  for (const [pluginId, marks] of Map.groupBy(missed, (mark) => mark.pluginId)) {
    await inTransaction(db, {}, (tx) =>
      applyMarks(
        tx,
        scope,
        pluginId,
        marks.map(({ externalId }) => externalId),
      ),
    )
  }
}
