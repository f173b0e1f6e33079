import type { Database } from '../../../database/database.ts'
import { Forbidden } from '../../../errors.ts'
import { message } from '../../../events/stream/messages.ts'
import type { EventStreams } from '../../../events/stream/service.ts'
import type { Models } from '../../../platform/model/service.ts'
import type { TeamModel } from '../../../platform/model/types.ts'
import type { Scope } from '../../../scope.ts'
import { holdersOfChats } from '../holders.ts'
import type { Chats } from '../service.ts'
import * as store from './store.ts'
import type { Here, PersonHere } from './types.ts'

export interface PresenceParts {
  db: Database
  /** for looks that must not wait for a connection */
  aside: Database
  models: Models
  chats: Chats
  streams: EventStreams
}

/**
 * Who has a chat open and who types in it, so that two people do not answer the same customer. It counts for 20 seconds after it was last said,
 * stands in no history, and is told through the stream to those who have the chat open.
 */
export class Presence {
  readonly #parts: PresenceParts
  /** who was in which chat when it was last told, in words that can be compared; of the teams that listen here */
  #told: ReadonlyMap<string, string> = new Map()

  constructor(parts: PresenceParts) {
    this.#parts = parts
    parts.streams.whileOpen((teamIds) => this.#tellChanges(teamIds))
  }

  /** @throws NotFound where the chat is out of reach */
  async list(scope: Scope, chatId: string): Promise<PersonHere[]> {
    const { db, models, chats } = this.#parts
    await chats.fetch(scope, chatId)
    return toPeople(await store.findPresent(scope.transaction ?? db, scope, chatId), await models.of(scope))
  }

  /** Says that somebody is there, or leaves; answers who is. */
  async keep(scope: Scope, chatId: string, { typing = false, here = true }: Here): Promise<PersonHere[]> {
    const { db, models, chats } = this.#parts
    const { userId } = scope
    if (userId === null) {
      throw new Forbidden('This key acts in the name of nobody, who cannot be in a chat.', {
        code: 'nobody',
        hint: 'Use a key in the name of a user.',
      })
    }
    await chats.fetch(scope, chatId)
    const at = scope.transaction ?? db
    if (here) await store.keepPresence(at, scope, { chatId, userId, isTyping: typing })
    else await store.removePresence(at, scope, chatId, userId)
    return toPeople(await store.findPresent(at, scope, chatId), await models.of(scope))
  }

  /** For the upkeep: forgets who is there no longer. */
  readonly sweep = (teamId: string): Promise<void> => store.removeOld(this.#parts.db, { teamId })

  /** Whoever was there is compared with whoever is: so it does not matter which server somebody told, or whether they left without a word. */
  async #tellChanges(teamIds: readonly string[]): Promise<void> {
    const { aside } = this.#parts
    const rows = Map.groupBy(await store.findAllPresent(aside, teamIds), ({ chatId }) => chatId)
    const now = new Map([...rows].map(([chatId, present]) => [chatId, inWords(present)]))
    const changed = [...rows].filter(([chatId]) => this.#told.get(chatId) !== now.get(chatId))
    for (const [teamId, chats] of Map.groupBy(changed, ([, [first]]) => first?.teamId ?? '')) {
      await this.#tell(teamId, new Map(chats))
    }
    this.#told = now
  }

  async #tell(teamId: string, chats: ReadonlyMap<string, readonly store.PresenceRow[]>): Promise<void> {
    const { aside, models, streams } = this.#parts
    const model = await models.of({ teamId })
    const holders = await holdersOfChats(aside, { teamId }, { chats: [...chats.keys()], messages: [], contacts: [] })
    for (const [chatId, present] of chats) {
      const [holder] = holders.get(chatId) ?? []
      if (!holder) continue
      const text = message('presence', { chat: chatId, people: toPeople(present, model) })
      const here = new Set(present.map(({ userId }) => userId))
      streams.tell(
        teamId,
        model,
        text,
        (audience) => here.has(audience.scope.userId ?? '') && audience.seesChat(holder.assignedTo),
      )
    }
  }
}

const inWords = (present: readonly store.PresenceRow[]): string =>
  present.map(({ userId, since, isTyping }) => `${userId} ${since.getTime()} ${isTyping}`).join()

const toPeople = (rows: readonly store.PresenceRow[], model: TeamModel): PersonHere[] =>
  rows.flatMap(({ userId, since, isTyping }) => {
    const user = model.users.get(userId)
    if (!user?.isActive) return []
    const { id, username, displayName } = user
    return { user: id, username, displayName, typing: isTyping, since: since.getTime() }
  })
