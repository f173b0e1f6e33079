import type { Database, Tx } from '../../../database/database.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { BadInput, Forbidden, NotFound } from '../../../errors.ts'
import { differences } from '../../../events/differences.ts'
import { recordEvent } from '../../../events/record.ts'
import type { Models } from '../../../platform/model/service.ts'
import { holds } from '../../../platform/roles/access.ts'
import { isOwn, type Scope } from '../../../scope.ts'
import type { Chats } from '../service.ts'
import * as store from './store.ts'
import type { NewNote, Note, NoteChanges } from './types.ts'

/** A list shows so many, the newest. */
const mostShown = 500

/** Notes on chats: whoever reaches the chat reads and writes them, whoever wrote one changes it. */
export class Notes {
  readonly #db: Database
  readonly #models: Models
  readonly #chats: Chats
  readonly #newId: () => string

  constructor(parts: { db: Database; models: Models; chats: Chats; newId: () => string }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#chats = parts.chats
    this.#newId = parts.newId
  }

  /** Newest first. */
  async list(scope: Scope, chatId: string): Promise<Note[]> {
    await this.#chats.fetch(scope, chatId)
    return store.findNotes(scope.transaction ?? this.#db, scope, chatId, mostShown)
  }

  create(scope: Scope, chatId: string, { text, mentions = [] }: NewNote): Promise<Note> {
    return inTransaction(this.#db, scope, async (tx) => {
      const chat = await this.#chats.fetch(scope, chatId, tx)
      const now = Date.now()
      const note: Note = {
        id: this.#newId(),
        chat: chat.id,
        text: text.trim(),
        mentions: await this.#usersNamed(scope, mentions),
        user: scope.userId,
        createdAt: now,
        updatedAt: now,
      }
      await store.insertNote(tx, scope, note)
      await recordEvent(tx, scope, { kind: 'chat_note.created', subjectId: note.id, before: null, after: note })
      return note
    })
  }

  /** @throws Forbidden where somebody else wrote it */
  update(scope: Scope, chatId: string, id: string, { text, mentions }: NoteChanges): Promise<Note> {
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await this.#held(tx, scope, chatId, id, { mayModerate: false })
      const after: Note = {
        ...before,
        text: text?.trim() ?? before.text,
        mentions: mentions ? await this.#usersNamed(scope, mentions) : before.mentions,
        updatedAt: Date.now(),
      }
      await store.updateNote(tx, scope, after)
      const changed = differences(before, after)
      await recordEvent(tx, scope, {
        kind: 'chat_note.updated',
        subjectId: id,
        before: changed.before,
        after: { chat: chatId, ...changed.after },
      })
      return after
    })
  }

  /** Also another's, for whoever manages the model. */
  delete(scope: Scope, chatId: string, id: string): Promise<Note> {
    return inTransaction(this.#db, scope, async (tx) => {
      const note = await this.#held(tx, scope, chatId, id, { mayModerate: true })
      await store.updateNote(tx, scope, { ...note, updatedAt: Date.now() }, { isDeleted: true })
      await recordEvent(tx, scope, { kind: 'chat_note.deleted', subjectId: id, before: note, after: null })
      return note
    })
  }

  async #held(
    tx: Tx,
    scope: Scope,
    chatId: string,
    id: string,
    { mayModerate }: { mayModerate: boolean },
  ): Promise<Note> {
    await this.#chats.fetch(scope, chatId, tx)
    const held = await store.holdNote(tx, scope, chatId, id)
    if (!held) throw new NotFound(`There is no note ${id} in this chat.`)
    const { keyId, ...note } = held
    if (isOwn(scope, { keyId, userId: note.user }) || (mayModerate && holds(scope.role, 'model.manage'))) return note
    throw new Forbidden('Somebody else wrote this note.', {
      code: 'note_of_another',
      hint: 'Write one of your own.',
    })
  }

  async #usersNamed(scope: Scope, references: readonly string[]): Promise<string[]> {
    const model = await this.#models.of(scope)
    const found = references.map((reference) => {
      const given = reference.trim().toLowerCase()
      return (model.users.get(given) ?? model.userByUsername.get(given))?.id
    })
    const problems = references.flatMap((reference, index) =>
      found[index]
        ? []
        : {
            code: 'unknown_user',
            message: `There is no user "${reference.slice(0, 80).toWellFormed()}".`,
            path: `mentions.${index}`,
            hint: 'GET /v1/ext/users lists them.',
          },
    )
    if (problems.length > 0) throw new BadInput(problems)
    return [...new Set(found.flatMap((id) => id ?? []))]
  }
}
