import type { Tx } from '../../database/database.ts'
import { recordEvent, recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { phoneNumberOf } from '../chats/ensure.ts'
import { laterConsents } from './consent.ts'
import * as store from './sql/merge-contacts.ts'

/**
 * One person under two numbers becomes one contact under the second: because they changed their number, or because Meta knows a number under another
 * name than it was written to. Chats with the same number of the team become one. Nothing where nobody is known under the first.
 *
 * Answers the id of the contact, undefined where there was nothing to do.
 */
export async function mergeContacts(
  tx: Tx,
  scope: Scope,
  fromWaId: string,
  toWaId: string,
): Promise<string | undefined> {
  if (fromWaId === toWaId) return undefined
  const held = await store.holdContacts(tx, scope, [fromWaId, toWaId])
  const from = held.find(({ waId }) => waId === fromWaId)
  const into = held.find(({ waId }) => waId === toWaId)
  if (!from) return undefined
  const phoneNumber = phoneNumberOf(toWaId)
  if (!into) {
    await store.renumberContact(tx, scope, from.id, { waId: toWaId, phoneNumber })
    const chats = await store.holdChats(tx, scope, { from: from.id, into: from.id })
    await store.readdressChats(
      tx,
      scope,
      chats.map(({ id }) => id),
      { contactId: from.id, waId: toWaId },
    )
    await recordEvent(tx, scope, {
      kind: 'contact.renumbered',
      subjectId: from.id,
      before: { waId: fromWaId, phoneNumber: from.phoneNumber },
      after: { waId: toWaId, phoneNumber },
    })
    return from.id
  }

  const chats = await store.holdChats(tx, scope, { from: from.id, into: into.id })
  const staying = chats.filter((chat) => chat.into === null).map(({ id }) => id)
  const united = chats.flatMap(({ id, into: other }) => (other === null ? [] : [{ id, into: other }]))
  if (staying.length > 0) await store.readdressChats(tx, scope, staying, { contactId: into.id, waId: toWaId })
  await store.moveMessages(tx, scope, united, { from: from.id, into: into.id })
  if (united.length > 0) await store.uniteChats(tx, scope, united)
  await store.takeOver(tx, scope, into.id, {
    name: into.isNamedByTeam || (into.name !== '' && !from.isNamedByTeam) ? into.name : from.name || into.name,
    isNamedByTeam: into.isNamedByTeam || from.isNamedByTeam,
    consents: laterConsents(into.consents, from.consents),
  })
  await store.deleteContact(tx, scope, from.id)
  await recordEvents(tx, scope, [
    {
      kind: 'contact.merged',
      subjectId: into.id,
      before: { contact: from.id, waId: fromWaId },
      after: { contact: into.id, waId: toWaId },
    },
    ...united.map(({ id, into: other }) => ({
      kind: 'chat.merged',
      subjectId: other,
      before: { chat: id },
      after: { chat: other },
    })),
  ])
  return into.id
}
