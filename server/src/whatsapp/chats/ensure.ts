import type { Tx } from '../../database/database.ts'
import { newId } from '../../ids.ts'
import type { Scope } from '../../scope.ts'
import { findPlaces, insertChats, insertContacts, nameContacts, type Place } from './sql/ensure-chats.ts'

/** Whom a message comes from or goes to, and by which of the team's numbers. */
export interface Correspondent {
  pluginId: string
  phoneNumberId: string
  /** Meta's name of the person; null only where something goes to a group as a whole */
  waId: string | null
  /** E.164 with its plus sign, where it is not simply the wa_id */
  phoneNumber?: string | null
  /** the profile name that came with the message */
  name?: string
  /** where it was said in a group: its chat is the group's, its contact the person who wrote */
  groupId?: string
  /** when the message was written */
  at: Date
}

export interface EnsuredChat {
  chatId: string
  /** the person with `waId` */
  contactId: string | null
  status: 'OPEN' | 'CLOSED'
  assignedTo: string | null
  procedureId: string | null
  processId: string | null
  isNew: boolean
}

/**
 * The chat of each correspondent, in their order; contacts and chats that are missing are made. Safe beside others that do the same, and where
 * the same one is named several times. Rows are locked in one order: contacts by wa_id, then chats.
 *
 * The calls that follow it, in the same transaction and after the messages are inserted (see touch.ts): whoever takes in what customers wrote calls
 * `touchInbound` and then `Assignment.assign` with what it answers; whoever sends calls `touchOutbound`, and so does who takes in an echo, with
 * `isEcho`; whoever takes in statuses calls `moveWindow` where Meta tells of a free entry point's longer window.
 */
export async function ensureChats(
  tx: Tx,
  scope: Scope,
  correspondents: readonly Correspondent[],
): Promise<EnsuredChat[]> {
  if (correspondents.length === 0) return []
  const places = correspondents.map(placeOf)
  const found = await findPlaces(tx, scope, places)
  const isWhole = found.every(({ chatId, contactId }, index) => chatId && (contactId || places[index]?.waId === null))
  const now = new Date()
  if (!isWhole) {
    const strangers = correspondents.filter(({ waId }, index) => waId !== null && !found[index]?.contactId)
    if (strangers.length > 0) {
      await insertContacts(
        tx,
        scope,
        distinct(strangers.map(contactOf), ({ waId }) => waId),
        now,
      )
    }
    const missing = places.filter((_, index) => !found[index]?.chatId).map((place) => ({ ...place, id: newId() }))
    if (missing.length > 0) await insertChats(tx, scope, distinct(missing, keyOf), now)
  }
  const names = namesOf(correspondents)
  if (names.length > 0) await nameContacts(tx, scope, names)
  const present = isWhole ? found : await findPlaces(tx, scope, places)
  return present.map(({ chatId, ...rest }, index) => {
    if (chatId === null) throw new Error(`The chat with ${places[index]?.address} was neither found nor made.`)
    return { ...rest, chatId, isNew: !found[index]?.chatId }
  })
}

/** The people alone, where there is no chat with them yet. */
export async function ensureContacts(tx: Tx, scope: Scope, waIds: readonly string[]): Promise<void> {
  const contacts = [...new Set(waIds)].map((waId) => ({ id: newId(), waId, phoneNumber: phoneNumberOf(waId) }))
  if (contacts.length > 0) await insertContacts(tx, scope, contacts, new Date())
}

const placeOf = ({ pluginId, phoneNumberId, waId, groupId }: Correspondent): Place => {
  const address = groupId ?? waId
  if (address === null) throw new Error('A correspondent needs a wa_id or the id of a group.')
  return { pluginId, phoneNumberId, address, isGroup: groupId !== undefined, waId }
}

const contactOf = ({ waId, phoneNumber }: Correspondent) => ({
  id: newId(),
  waId: String(waId),
  phoneNumber: phoneNumber === undefined ? phoneNumberOf(String(waId)) : phoneNumber,
})

/** A wa_id is a number in E.164 without its plus sign, but for the ids of people whose number Meta does not show. */
export const phoneNumberOf = (waId: string): string | null => (/^[1-9]\d{5,14}$/.test(waId) ? `+${waId}` : null)

const keyOf = ({ pluginId, phoneNumberId, address }: Place): string => `${pluginId} ${phoneNumberId} ${address}`

const distinct = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
]

const longestName = 200

/** PostgreSQL keeps neither NUL nor half a character. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/** The latest name of each person. */
function namesOf(correspondents: readonly Correspondent[]) {
  const latest = new Map<string, { waId: string; name: string; at: Date }>()
  for (const { waId, name, at } of correspondents) {
    const given = storable(name ?? '')
      .trim()
      .slice(0, longestName)
    if (waId === null || !given) continue
    const other = latest.get(waId)
    if (!other || other.at < at || (other.at.getTime() === at.getTime() && other.name < given)) {
      latest.set(waId, { waId, name: given, at })
    }
  }
  return [...latest.values()]
}
