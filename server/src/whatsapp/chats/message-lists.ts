import type { Database } from '../../database/database.ts'
import type { Models } from '../../platform/model/service.ts'
import { Cursors } from '../../platform/processes/list/cursor.ts'
import type { Scope } from '../../scope.ts'
import { type PageMeta, skipped } from '../listing/page.ts'
import { readWhere } from '../listing/where.ts'
import { withinTime } from '../listing/within-time.ts'
import { readMessages } from '../messages/read-messages.ts'
import type { ChatMessage } from '../messages/types.ts'
import type { MessageListRequest, MessagesOfNumberRequest } from './list-request.ts'
import { messageFields } from './message-fields.ts'
import { noSuchChat } from './no-such-chat.ts'
import { numbersMeant } from './numbers-meant.ts'
import { chatReach, isWithin } from './reach.ts'
import { findChat } from './sql/list-chats.ts'
import { countMessages, findChatsOfNumber, listMessages } from './sql/list-messages.ts'

export interface MessagePage {
  messages: ChatMessage[]
  meta: PageMeta
}

/** Reads the messages of chats, newest first. */
export class MessageLists {
  readonly #db: Database
  readonly #models: Models

  constructor({ db, models }: { db: Database; models: Models }) {
    this.#db = db
    this.#models = models
  }

  /** @throws NotFound where there is no such chat within reach */
  async ofChat(scope: Scope, chatId: string, request: MessageListRequest): Promise<MessagePage> {
    const model = await this.#models.of(scope)
    const chat = await findChat(this.#db, scope, chatId, isWithin(chatReach(scope, model)))
    if (!chat) throw noSuchChat(chatId)
    return this.#page(scope, [chatId], request)
  }

  /** All that was said with a number, by whichever of the team's numbers; nothing where it is not known. */
  async ofNumber(scope: Scope, { customerPhoneNumber, ...request }: MessagesOfNumberRequest): Promise<MessagePage> {
    const model = await this.#models.of(scope)
    const within = isWithin(chatReach(scope, model))
    const numbers = numbersMeant(customerPhoneNumber, model.team)
    return this.#page(scope, await findChatsOfNumber(this.#db, scope, numbers, within), request)
  }

  async #page(scope: Scope, chatIds: readonly string[], request: MessageListRequest): Promise<MessagePage> {
    const model = await this.#models.of(scope)
    const where = readWhere(messageFields, model, request.where)
    const skip = skipped(request)
    const limit = request.limit ?? 10
    const cursors = new Cursors([[...chatIds].sort(), request.where ?? {}])
    const position = request.cursor ? cursors.read(request.cursor) : undefined
    const after = position && { at: new Date(position.at), id: position.id }
    return withinTime(this.#db, async (tx) => {
      const found = await listMessages(tx, scope, { chatIds, where, after, skip, count: limit + 1 })
      const shown = found.slice(0, limit)
      const last = found.length > limit ? shown.at(-1) : undefined
      return {
        messages: await readMessages(
          tx,
          scope,
          shown.map(({ id }) => id),
        ),
        meta: {
          total: await countMessages(tx, scope, { chatIds, where }),
          hasMore: last !== undefined,
          ...(last && { nextCursor: cursors.write({ key: null, at: last.at.getTime(), id: last.id }) }),
        },
      }
    })
  }
}
