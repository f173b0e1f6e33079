import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { touchInbound, touchOutbound } from '../chats/touch.ts'
import type { Plugin } from '../plugins/service.ts'
import * as store from './marks.store.ts'
import { applyMarks } from './marks.ts'
import { mediaOf } from './media-of.ts'
import type { Neighbours } from './neighbours.ts'
import type { People } from './people.ts'
import type { Part } from './types.ts'

/**
 * Keeps what is said about messages, and gives it to those that are here, among them the new ones.
 * @returns of each part that was news the chat message that it is about; null where that is not here
 */
export async function applyMarksOf(
  tx: Tx,
  { scope, plugin }: { scope: Scope; plugin: Plugin },
  parts: readonly Part[],
  people: People,
  newExternalIds: readonly string[],
  { keepMedia }: Partial<Neighbours>,
): Promise<Map<Part, string | null>> {
  const partOf = new Map<store.Mark, Part>()
  for (const part of parts) {
    const mark = toMark(part, people)
    if (mark) partOf.set(mark, part)
  }
  const news = await store.upsertMarks(tx, scope, plugin.id, [...partOf.keys()])
  const about = new Set([...newExternalIds, ...news.map(({ externalId }) => externalId)])
  const changed = await applyMarks(tx, scope, plugin.id, [...about])
  await touchCalls(tx, scope, news, changed)
  // an edit may bring another file
  const edited = changed.filter(({ editedAt }) => editedAt !== null)
  await keepMedia?.(
    tx,
    scope,
    edited.flatMap((message) => mediaOf(plugin.id, message)),
  )
  const idOf = new Map(changed.map(({ externalId, id }) => [externalId, id]))
  const told = news.map((mark): [Part, string | null] => [partOf.get(mark) as Part, idOf.get(mark.externalId) ?? null])
  return new Map(told)
}

function toMark(part: Part, people: People): store.Mark | undefined {
  if (part.kind === 'mark') {
    const { externalId, markKind: kind, at, message: body } = part
    const isByBusiness = part.echoField !== null
    const actor = kind === 'reaction' && !isByBusiness ? people.of(part.person, at).waId : ''
    return { externalId, kind, actor, at, body }
  }
  if (part.kind !== 'call') return undefined
  const { externalId, stage: actor, at, body } = part
  return { externalId, kind: 'call', actor, at, body }
}

/** A call goes on: its chat has been heard of since. */
async function touchCalls(
  tx: Tx,
  scope: Scope,
  news: readonly store.Mark[],
  changed: readonly store.MarkedMessage[],
): Promise<void> {
  const calls = new Set(news.flatMap(({ kind, externalId }) => (kind === 'call' ? externalId : [])))
  if (calls.size === 0) return
  const touchesOf = (direction: 'INBOUND' | 'OUTBOUND') =>
    changed
      .filter((message) => message.direction === direction && calls.has(message.externalId))
      .map(({ chatId, id, at }) => ({ chatId, chatMessageId: id, at }))
  await touchInbound(tx, scope, touchesOf('INBOUND'))
  await touchOutbound(tx, scope, touchesOf('OUTBOUND'))
}
