import type { Database, Reader } from '../../../database/database.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { isUniqueViolation } from '../../../database/unique-violation.ts'
import { Conflict, NadiError, NotFound } from '../../../errors.ts'
import { differences } from '../../../events/differences.ts'
import { recordEvent } from '../../../events/record.ts'
import type { StoredValue } from '../../../platform/attributes/types.ts'
import type { Models } from '../../../platform/model/service.ts'
import type { TeamModel } from '../../../platform/model/types.ts'
import type { Processes } from '../../../platform/processes/service.ts'
import type { Scope } from '../../../scope.ts'
import { attributeText, isReadable } from '../../templates/attribute-text.ts'
import type { Chats } from '../service.ts'
import type { Chat } from '../types.ts'
import * as store from './store.ts'
import type { CannedReply, CannedReplyChanges, NewCannedReply, Preview } from './types.ts'
import { type Filled, fillIn, variablesOf } from './variables.ts'

interface Parts {
  db: Database
  models: Models
  processes: Processes
  chats: Chats
  newId: () => string
}

/** Answers that are written once and sent often. */
export class CannedReplies {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  list(scope: Scope): Promise<CannedReply[]> {
    return store.findReplies(this.#reader(scope), scope)
  }

  /** @throws Conflict where the shortcut is taken */
  create(scope: Scope, { shortcut, text }: NewCannedReply): Promise<CannedReply> {
    return inTransaction(this.#parts.db, scope, async (tx) => {
      const now = Date.now()
      const reply: CannedReply = {
        id: this.#parts.newId(),
        shortcut: shortcut.replace(/^\//, ''),
        text,
        user: scope.userId,
        createdAt: now,
        updatedAt: now,
      }
      await shortcutFree(reply, () => store.insertReply(tx, scope, reply))
      await recordEvent(tx, scope, { kind: 'canned_reply.created', subjectId: reply.id, before: null, after: reply })
      return reply
    })
  }

  update(scope: Scope, id: string, { shortcut, text }: CannedReplyChanges): Promise<CannedReply> {
    return inTransaction(this.#parts.db, scope, async (tx) => {
      const before = await found(tx, scope, id)
      const after: CannedReply = {
        ...before,
        ...(shortcut !== undefined && { shortcut: shortcut.replace(/^\//, '') }),
        ...(text !== undefined && { text }),
        updatedAt: Date.now(),
      }
      await shortcutFree(after, () => store.updateReply(tx, scope, after))
      await recordEvent(tx, scope, { kind: 'canned_reply.updated', subjectId: id, ...differences(before, after) })
      return after
    })
  }

  delete(scope: Scope, id: string): Promise<CannedReply> {
    return inTransaction(this.#parts.db, scope, async (tx) => {
      const reply = await found(tx, scope, id)
      await store.updateReply(tx, scope, { ...reply, updatedAt: Date.now() }, { isDeleted: true })
      await recordEvent(tx, scope, { kind: 'canned_reply.deleted', subjectId: id, before: reply, after: null })
      return reply
    })
  }

  /** The reply as it would be sent in a chat. */
  async preview(scope: Scope, id: string, chatId: string): Promise<Preview> {
    const { chats, models } = this.#parts
    const reply = await found(this.#reader(scope), scope, id)
    const chat = await chats.fetch(scope, chatId)
    const model = await models.of(scope)
    const names = variablesOf(reply.text)
    const values = new Map(ofPeople(scope, model, chat, names))
    const rest = names.filter((name) => !values.has(name))
    if (rest.length > 0)
      for (const [name, value] of await this.#ofProcess(scope, model, chat, rest)) values.set(name, value)
    return {
      text: fillIn(reply.text, values),
      missing: [...values].flatMap(([name, value]) =>
        'reason' in value ? { variable: name, reason: value.reason } : [],
      ),
    }
  }

  async #ofProcess(scope: Scope, model: TeamModel, chat: Chat, names: readonly string[]): Promise<[string, Filled][]> {
    const procedure = chat.procedure ? model.procedures.get(chat.procedure) : undefined
    if (!procedure || !chat.process) return names.map((name) => [name, { reason: 'the chat belongs to no process' }])
    const process = await this.#parts.processes
      .fetch(scope, procedure.shortId, { id: chat.process })
      .catch((error: unknown) => {
        if (error instanceof NadiError) return undefined
        throw error
      })
    if (!process) return names.map((name) => [name, { reason: 'your role does not read the process of the chat' }])
    return names.map((name): [string, Filled] => {
      const [of, shortId = '', ...more] = name.split('.')
      const attribute = procedure.attributes.byShortId.get(shortId)
      if ((of !== 'process' && of !== procedure.shortId) || !attribute || more.length > 0) {
        return [name, { reason: `is no attribute of the ${procedure.shortId} of this chat` }]
      }
      if (!isReadable(attribute.type)) return [name, { reason: `is of type ${attribute.type}, which is no text` }]
      const value = (process.data[shortId] ?? process.derivedData[shortId]) as StoredValue | undefined
      const text = attributeText(attribute, value, { model, language: 'en' })
      return [name, text === '' ? { reason: 'is empty' } : { text }]
    })
  }

  #reader(scope: Scope): Reader {
    return scope.transaction ?? this.#parts.db
  }
}

/** Whom the reply is from and to. */
function ofPeople(scope: Scope, model: TeamModel, { contact }: Chat, names: readonly string[]): [string, Filled][] {
  const user = scope.userId === null ? undefined : model.users.get(scope.userId)
  const known = new Map<string, string | null | undefined>([
    ['contact.name', contact?.name],
    ['contact.phoneNumber', contact?.phoneNumber],
    ['user.name', user?.displayName],
  ])
  return names.flatMap((name): [string, Filled][] => {
    if (!known.has(name)) return []
    const text = known.get(name)
    return [[name, text ? { text } : { reason: 'is empty' }]]
  })
}

async function found(db: Reader, scope: Scope, id: string): Promise<CannedReply> {
  const reply = await store.findReply(db, scope, id)
  if (reply) return reply
  throw new NotFound(`There is no canned reply ${id}.`, { hint: 'GET /v1/ext/canned-replies lists them.' })
}

async function shortcutFree({ shortcut }: CannedReply, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'canned_replies_shortcut')) throw error
    throw new Conflict(`Another canned reply has the shortcut "${shortcut}".`, {
      path: 'shortcut',
      hint: 'Choose another shortcut.',
    })
  }
}
