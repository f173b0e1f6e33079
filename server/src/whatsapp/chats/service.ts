import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict, PreconditionFailed } from '../../errors.ts'
import { recordEvents } from '../../events/record.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import type { Scope } from '../../scope.ts'
import type { Fragment } from '../listing/field.ts'
import { readWhere } from '../listing/where.ts'
import { type BulkAnswer, type BulkAssign, type BulkClose, type LabelChange, mostAtOnce } from './change-types.ts'
import { chatFields } from './fields.ts'
import type { Labels } from './labels/service.ts'
import { noSuchChat } from './no-such-chat.ts'
import { presentChat } from './present.ts'
import { chatReach, isWithin } from './reach.ts'
import * as store from './sql/change-chats.ts'
import { findChat } from './sql/list-chats.ts'
import type { Chat } from './types.ts'

type Versions = readonly number[] | undefined

/** One chat, or many at once, and what people do with it. */
export class Chats {
  readonly #db: Database
  readonly #models: Models
  readonly #labels: Labels

  constructor({ db, models, labels }: { db: Database; models: Models; labels: Labels }) {
    this.#db = db
    this.#models = models
    this.#labels = labels
  }

  /** @throws NotFound where there is none within reach */
  async fetch(scope: Scope, id: string, db: Database | Tx = scope.transaction ?? this.#db): Promise<Chat> {
    const row = await findChat(db, scope, id, isWithin(chatReach(scope, await this.#models.of(scope))))
    if (!row) throw noSuchChat(id)
    return presentChat(row)
  }

  /** @param user uuid or username; null: nobody. What is handed on may be out of one's own reach then, and is answered all the same. */
  async assign(scope: Scope, id: string, user: string | null, versions: Versions): Promise<Chat> {
    const to = assigneeMeant(await this.#models.of(scope), user)
    return this.#change(scope, id, versions, async (tx, chat) => this.#assign(tx, scope, [chat], to))
  }

  close(scope: Scope, id: string, versions: Versions): Promise<Chat> {
    return this.#change(scope, id, versions, (tx, chat) => this.#setStatus(tx, scope, [chat], 'CLOSED'))
  }

  reopen(scope: Scope, id: string, versions: Versions): Promise<Chat> {
    return this.#change(scope, id, versions, (tx, chat) => this.#setStatus(tx, scope, [chat], 'OPEN'))
  }

  /** All that the customer has written so far is read. */
  read(scope: Scope, id: string): Promise<Chat> {
    return this.#change(scope, id, undefined, async (tx, chat) => {
      if (chat.unreadCount === 0) return
      await store.readChat(tx, scope, id, chat.lastMessageAt)
      await recordEvents(tx, scope, [
        { kind: 'chat.read', subjectId: id, before: { unreadCount: chat.unreadCount }, after: { unreadCount: 0 } },
      ])
    })
  }

  /**
   * The customer's last message counts as unread again, so that whoever has the chat comes back to it.
   * @throws Conflict where the customer never wrote
   */
  unread(scope: Scope, id: string): Promise<Chat> {
    return this.#change(scope, id, undefined, async (tx, chat) => {
      if (chat.unreadCount > 0) return
      if (!(await store.unreadChat(tx, scope, id))) {
        throw new Conflict('The customer has written nothing in this chat that could be unread.', {
          code: 'nothing_to_read',
        })
      }
      await recordEvents(tx, scope, [
        { kind: 'chat.unread', subjectId: id, before: { unreadCount: 0 }, after: { unreadCount: 1 } },
      ])
    })
  }

  label(scope: Scope, id: string, { add = [], remove = [] }: LabelChange, versions: Versions): Promise<Chat> {
    return this.#change(scope, id, versions, async (tx, chat) => {
      const added = await this.#labels.named(tx, scope, add, 'add')
      const removed = new Set((await this.#labels.named(tx, scope, remove, 'remove')).map((label) => label.id))
      const labels = [...new Set([...chat.labels, ...added.map((label) => label.id)])].filter(
        (one) => !removed.has(one),
      )
      if (labels.length === chat.labels.length && labels.every((one) => chat.labels.includes(one))) return
      await store.setLabels(tx, scope, id, labels)
      await recordEvents(tx, scope, [
        { kind: 'chat.labelled', subjectId: id, before: { labels: chat.labels }, after: { labels } },
      ])
    })
  }

  async assignMany(scope: Scope, { assignedTo, ...which }: BulkAssign): Promise<BulkAnswer> {
    const to = assigneeMeant(await this.#models.of(scope), assignedTo)
    const isOther = sql`h.assigned_to is distinct from ${to}::uuid`
    return this.#changeMany(scope, which, isOther, (tx, chats) => this.#assign(tx, scope, chats, to))
  }

  closeMany(scope: Scope, which: BulkClose): Promise<BulkAnswer> {
    return this.#changeMany(scope, which, sql`h.status = 'OPEN'`, (tx, chats) =>
      this.#setStatus(tx, scope, chats, 'CLOSED'),
    )
  }

  async #assign(tx: Tx, scope: Scope, chats: readonly store.HeldChat[], to: string | null): Promise<void> {
    const changed = chats.filter(({ assignedTo }) => assignedTo !== to)
    if (changed.length === 0) return
    await store.assignChats(
      tx,
      scope,
      changed.map(({ id }) => ({ id, to })),
    )
    await recordEvents(
      tx,
      scope,
      changed.map(({ id, assignedTo }) => ({
        kind: 'chat.assigned',
        subjectId: id,
        before: { assignedTo },
        after: { assignedTo: to, by: 'PERSON' },
      })),
    )
  }

  async #setStatus(tx: Tx, scope: Scope, chats: readonly store.HeldChat[], status: 'OPEN' | 'CLOSED'): Promise<void> {
    const changed = chats.filter((chat) => chat.status !== status)
    if (changed.length === 0) return
    await store.setStatus(
      tx,
      scope,
      changed.map(({ id }) => id),
      status,
    )
    await recordEvents(
      tx,
      scope,
      changed.map((chat) => ({
        kind: status === 'CLOSED' ? 'chat.closed' : 'chat.reopened',
        subjectId: chat.id,
        before: { status: chat.status },
        after: { status },
      })),
    )
  }

  #change(
    scope: Scope,
    id: string,
    versions: Versions,
    work: (tx: Tx, chat: store.HeldChat) => Promise<void>,
  ): Promise<Chat> {
    return inTransaction(this.#db, scope, async (tx) => {
      const within = isWithin(chatReach(scope, await this.#models.of(scope)))
      const [chat] = await store.holdChats(tx, scope, sql`h.chat_id = ${id} and ${within}`, 1)
      if (!chat) throw noSuchChat(id)
      if (versions && !versions.includes(chat.version)) {
        throw new PreconditionFailed(`The chat is at version ${chat.version} by now.`, {
          code: 'version_changed',
          path: 'If-Match',
          hint: 'Read it again and decide on what it is now.',
        })
      }
      await work(tx, chat)
      const row = await findChat(tx, scope, id, sql`true`)
      if (!row) throw noSuchChat(id)
      return presentChat(row)
    })
  }

  async #changeMany(
    scope: Scope,
    { chatIds, where, dryRun }: BulkClose,
    isToChange: Fragment,
    work: (tx: Tx, chats: readonly store.HeldChat[]) => Promise<void>,
  ): Promise<BulkAnswer> {
    if ((chatIds === undefined) === (where === undefined)) {
      throw new BadInput('Name the chats by "chatIds" or by "where", one of them.', {
        code: 'which_chats',
        path: chatIds ? 'where' : 'chatIds',
      })
    }
    const model = await this.#models.of(scope)
    const fields = chatFields(scope, await this.#labels.list(scope))
    const meant = chatIds ? sql`h.chat_id = any(${chatIds}::uuid[])` : readWhere(fields, model, where)
    const condition = sql`${isWithin(chatReach(scope, model))} and ${isToChange} and ${meant}`
    return inTransaction(this.#db, scope, async (tx) => {
      const held = await store.holdChats(tx, scope, condition, mostAtOnce + 1)
      const chats = held.slice(0, mostAtOnce)
      if (!dryRun) await work(tx, chats)
      return { count: chats.length, hasMore: held.length > mostAtOnce }
    })
  }
}

/** @throws BadInput where it is nobody who could work on a chat */
function assigneeMeant(model: TeamModel, reference: string | null): string | null {
  if (reference === null || reference.trim() === '') return null
  const given = reference.trim()
  const user = model.users.get(given.toLowerCase()) ?? model.userByUsername.get(given.toLowerCase())
  if (!user) {
    const near = nearest(given, [...model.userByUsername.keys()])
    throw new BadInput(
      `There is no user "${given.slice(0, 80).toWellFormed()}"${near ? `; did you mean "${near}"?` : '.'}`,
      {
        code: 'unknown_user',
        path: 'assignedTo',
        hint: 'GET /v1/ext/users lists them.',
      },
    )
  }
  if (user.isActive) return user.id
  throw new BadInput(`${user.username} is not active, and gets no chats.`, {
    code: 'user_not_active',
    path: 'assignedTo',
    hint: 'Choose somebody else, or activate them again.',
  })
}
