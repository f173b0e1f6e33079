import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { recipientOf } from './marks.ts'
import { type Ownership, readEvent } from './read-event.ts'
import { findWaiting, type WaitingEvent } from './store.ts'
import type { MetaEvent, Part } from './types.ts'

/** An event to be worked on, taken apart; `unreadable` says why it can't be. */
export interface ChosenEvent {
  source: WaitingEvent
  read: MetaEvent
  unreadable: string | null
}

const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * The next events in the order in which they came. One that has failed waits for its time, and the later events of its customers wait for it; those
 * of others go by.
 */
export async function chooseEvents(
  tx: Tx,
  scope: Scope,
  plugin: { id: string; own: Ownership },
  most: number,
  now = new Date(),
): Promise<ChosenEvent[]> {
  const chosen: ChosenEvent[] = []
  const held = new Set<string>()
  for (let after = firstId; ; ) {
    const page = await findWaiting(tx, scope, plugin.id, { after, limit: Math.max(most, fewestRead) })
    for (const source of page.events) {
      after = source.id
      const event = read(source, plugin.own)
      const customers = event.read.parts.flatMap(customersOf)
      if ((source.tryAfter && source.tryAfter > now) || customers.some((customer) => held.has(customer))) {
        for (const customer of customers) held.add(customer)
        continue
      }
      chosen.push(event)
      if (chosen.length === most) return chosen
    }
    // what was read is worked on before more is
    if (page.isLast || chosen.length > 0) return chosen
  }
}

const fewestRead = 10

function read(source: WaitingEvent, own: Ownership): ChosenEvent {
  try {
    return { source, read: readEvent(source.body, own, source.receivedAt), unreadable: null }
  } catch (error) {
    const nothing = { parts: [], isForeign: false, hasUnknownNumber: false, mixed: null }
    return { source, read: nothing, unreadable: `It is no JSON: ${(error as Error).message}` }
  }
}

/** Whose order it belongs to. */
function customersOf(part: Part): string[] {
  switch (part.kind) {
    case 'message':
    case 'echo':
      return [part.groupId ?? part.person.waId, ...(part.person.userId ? [part.person.userId] : [])]
    case 'mark':
    case 'call':
      return [part.person.waId]
    case 'rename':
      return [part.from, part.to]
    case 'status':
      return [recipientOf(part.body)].filter(Boolean)
    case 'preference':
      return [part.waId]
    case 'group':
      return [part.groupId]
    default:
      return []
  }
}
