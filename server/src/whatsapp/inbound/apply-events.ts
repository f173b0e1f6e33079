import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { type Notice, queueWebhooks } from '../../webhooks/queue.ts'
import type { Plugin } from '../plugins/service.ts'
import { applyMarksOf } from './apply-marks.ts'
import { applyMessages } from './apply-messages.ts'
import type { ChosenEvent } from './choose-events.ts'
import type { Leads } from './leads.ts'
import { takeStatuses } from './marks.ts'
import type { Neighbours } from './neighbours.ts'
import { type MediaUrl, messageNotice, passThrough, statusNotice } from './notices.ts'
import { People } from './people.ts'
import type { Part } from './types.ts'

export interface ApplyParts {
  leads: Leads
  neighbours: Partial<Neighbours>
  mediaUrl: MediaUrl
  /** there are deliveries to be sent, and they are committed */
  queued: () => void
}

export interface Receiver {
  scope: Scope
  plugin: Plugin
}

/**
 * Makes of events what they say: chats, messages, statuses, leads. Every step takes all events at once and depends on what they tell, not on the
 * order of telling, so that the same events shuffled and repeated end in the same state.
 */
export class ApplyEvents {
  readonly #parts: ApplyParts

  constructor(parts: ApplyParts) {
    this.#parts = parts
  }

  async run(tx: Tx, receiver: Receiver, events: readonly ChosenEvent[]): Promise<void> {
    if (events.length === 0) return
    const { scope, plugin } = receiver
    const parts = events.flatMap(({ read }) => read.parts)
    const people = await People.of(tx, scope, parts)
    const messages = await applyMessages(tx, receiver, parts, people, this.#parts)
    const marks = await applyMarksOf(tx, receiver, parts, people, messages.externalIds, this.#parts.neighbours)
    const statuses = await takeStatuses(
      tx,
      scope,
      plugin.id,
      parts.filter((part) => part.kind === 'status'),
    )
    await this.#applyChanges(tx, receiver, parts, people)

    const told = (part: Part): Notice[] => {
      const status = part.kind === 'status' ? statuses.get(part) : undefined
      if (status) return [statusNotice(plugin, status)]
      const id = messages.ids.get(part) ?? marks.get(part)
      const isMessage = part.kind === 'message' || part.kind === 'echo' || part.kind === 'mark'
      return id !== undefined && isMessage ? [messageNotice(plugin, part, id, this.#parts.mediaUrl)] : []
    }
    const notices = events.flatMap(({ source, read }) => [
      passThrough(plugin.id, source.body, read),
      ...read.parts.flatMap(told),
    ])
    await queueWebhooks(tx, scope, notices)
  }

  async #applyChanges(tx: Tx, { scope, plugin }: Receiver, parts: readonly Part[], people: People): Promise<void> {
    const { applyTemplateChange, applyAccountChange, applyPreferences } = this.#parts.neighbours
    for (const part of parts) {
      if (part.kind === 'template') await applyTemplateChange?.(tx, scope, { ...part, plugin })
      if (part.kind === 'account') await applyAccountChange?.(tx, scope, { ...part, plugin })
    }
    const preferences = parts.flatMap((part) =>
      part.kind === 'preference' ? [{ ...part, waId: people.nameAt(part.waId, part.at) }] : [],
    )
    if (preferences.length > 0) await applyPreferences?.(tx, scope, preferences)
  }

  /** The transaction of `run` is over. */
  committed(): void {
    this.#parts.queued()
  }
}
