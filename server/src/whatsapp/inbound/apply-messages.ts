import type { Tx } from '../../database/database.ts'
import { newId } from '../../ids.ts'
import type { Scope } from '../../scope.ts'
import { type Correspondent, type EnsuredChat, ensureChats } from '../chats/ensure.ts'
import { type ChatTouch, touchInbound, touchOutbound } from '../chats/touch.ts'
import { insertInbound } from '../messages/inbound.ts'
import type { MessageRow } from '../messages/row.ts'
import type { Plugin } from '../plugins/service.ts'
import { newCallBody } from './call-message.ts'
import { groupMessage } from './group-message.ts'
import type { LeadOf, Leads } from './leads.ts'
import { mediaOf } from './media-of.ts'
import { findKnown } from './messages.store.ts'
import type { Neighbours } from './neighbours.ts'
import type { People } from './people.ts'
import type { CallPart, EchoPart, GroupPart, MessagePart, MetaObject, Part, Person } from './types.ts'

type Said = MessagePart | EchoPart | CallPart | GroupPart

export interface AppliedMessages {
  /** the id of the chat message that each part has become */
  ids: Map<Part, string>
  /** wamids that were not known before */
  externalIds: string[]
}

interface Fresh {
  part: Said
  externalId: string
  body: MetaObject
  person: Person | null
  groupId: string | null
  isOurs: boolean
}

interface Parts {
  leads: Leads
  neighbours: Partial<Neighbours>
}

/** Makes the messages that are not here yet, with their contacts, chats and leads. */
export async function applyMessages(
  tx: Tx,
  { scope, plugin }: { scope: Scope; plugin: Plugin },
  parts: readonly Part[],
  people: People,
  { leads, neighbours }: Parts,
): Promise<AppliedMessages> {
  const fresh = await notHereYet(tx, scope, plugin, parts)
  if (fresh.length === 0) return { ids: new Map(), externalIds: [] }
  const chats = await ensureChats(
    tx,
    scope,
    fresh.map((each) => correspondentOf(plugin, each, people)),
  )
  const pairs = fresh.map((each, index) => ({ ...each, chat: chats[index] as EnsuredChat }))
  const leadOf = await leads.join(
    tx,
    scope,
    plugin,
    pairs.flatMap(({ part, chat }) => (callsForLead(part) ? [{ chat, person: people.of(part.person, part.at) }] : [])),
  )
  const rows = await insertInbound(
    tx,
    scope,
    pairs.map(({ part, externalId, body, person, groupId, isOurs, chat }) => ({
      id: newId(),
      pluginId: plugin.id,
      phoneNumberId: part.phoneNumberId,
      chatId: chat.chatId,
      address: groupId ?? people.of(person, part.at).waId,
      contactId: chat.contactId,
      externalId,
      body,
      at: part.at,
      source: isOurs ? ('ECHO' as const) : ('CUSTOMER' as const),
      ...processOf(chat, leadOf),
    })),
  )
  const made = pairs.flatMap((pair, index) => {
    const row = rows[index]
    return row ? [{ ...pair, row }] : []
  })
  await touch(tx, scope, made, neighbours)
  await neighbours.keepMedia?.(
    tx,
    scope,
    made.flatMap(({ row }) => mediaOf(row.pluginId, row)),
  )
  return {
    ids: new Map(made.map(({ part, row }) => [part, row.id])),
    externalIds: made.map(({ externalId }) => externalId),
  }
}

/** Of several parts about one message the first makes it. */
async function notHereYet(tx: Tx, scope: Scope, plugin: Plugin, parts: readonly Part[]): Promise<Fresh[]> {
  const first = new Map<string, Fresh>()
  for (const part of parts) {
    const fresh = freshOf(part)
    if (fresh && !first.has(fresh.externalId)) first.set(fresh.externalId, fresh)
  }
  if (first.size === 0) return []
  for (const externalId of await findKnown(tx, scope, plugin.id, [...first.keys()])) first.delete(externalId)
  return [...first.values()]
}

function freshOf(part: Part): Fresh | undefined {
  if (part.kind === 'message' || part.kind === 'echo') {
    const { externalId, message: body, person, groupId } = part
    return { part, externalId, body, person, groupId, isOurs: part.kind === 'echo' }
  }
  if (part.kind === 'call') {
    const { externalId, person, isOutgoing: isOurs } = part
    return { part, externalId, body: newCallBody(part), person, groupId: null, isOurs }
  }
  return part.kind === 'group'
    ? { part, ...groupMessage(part), person: null, groupId: part.groupId, isOurs: false }
    : undefined
}

function correspondentOf(plugin: Plugin, { part, person, groupId }: Fresh, people: People): Correspondent {
  const known = people.of(person, part.at)
  return {
    pluginId: plugin.id,
    phoneNumberId: part.phoneNumberId,
    waId: known.waId || null,
    at: part.at,
    ...(known.name && { name: known.name }),
    ...(groupId !== null && { groupId }),
  }
}

/** A customer who writes to us, now, and not in a group. */
const callsForLead = (part: Said): part is MessagePart | CallPart =>
  part.kind === 'call' ? !part.isOutgoing : part.kind === 'message' && isLive(part) && part.groupId === null

const isLive = (part: MessagePart): boolean => !part.isHistory && part.message.type !== 'system'

function processOf(chat: EnsuredChat, leadOf: LeadOf): Pick<MessageRow, 'procedureId' | 'processId'> {
  const lead = leadOf.get(chat.chatId)
  return lead ?? { procedureId: chat.procedureId, processId: chat.processId }
}

type Made = Fresh & { chat: EnsuredChat; row: MessageRow }

async function touch(tx: Tx, scope: Scope, made: readonly Made[], neighbours: Partial<Neighbours>): Promise<void> {
  const touchOf = ({ row }: Made): ChatTouch => ({ chatId: row.chatId, chatMessageId: row.id, at: row.at })
  const isWritten = ({ part }: Made): boolean =>
    part.kind === 'call' ? !part.isOutgoing : part.kind === 'message' && isLive(part)
  // what stands in WhatsApp's own app was read there
  const isReadElsewhere = ({ part }: Made): boolean =>
    part.kind === 'echo' || (part.kind === 'message' && part.isHistory)
  const written = made.filter(isWritten)
  const readElsewhere = made.filter(isReadElsewhere)
  const others = made.filter((each) => !isWritten(each) && !isReadElsewhere(each))
  await touchOutbound(tx, scope, readElsewhere.map(touchOf), { isEcho: true })
  await touchOutbound(tx, scope, others.map(touchOf))
  const inNeed = await touchInbound(tx, scope, written.map(touchOf))
  await neighbours.applyKeywords?.(
    tx,
    scope,
    written.flatMap(({ row, part }) =>
      row.contactId && part.kind === 'message'
        ? [{ pluginId: row.pluginId, chatId: row.chatId, contactId: row.contactId, text: row.text, at: row.at }]
        : [],
    ),
  )
  if (inNeed.length > 0) await neighbours.assign?.(tx, scope, inNeed)
}
