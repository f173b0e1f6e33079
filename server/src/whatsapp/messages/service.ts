import type { FastifyBaseLogger } from 'fastify'
import type { Database, Reader, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { KeyedRequest } from '../../http/idempotency.ts'
import type { Models } from '../../platform/model/service.ts'
import { isOwn, type Scope } from '../../scope.ts'
import { claimForReply } from '../chats/claim.ts'
import { assertOpenThen } from '../chats/open-then.ts'
import { reachesChat } from '../chats/reached.ts'
import { readUpTo } from '../chats/read-receipt.ts'
import { type MessageAccepted, markRead } from '../graph/calls/messages.ts'
import type { Graph } from '../graph/client.ts'
import { account, type PhoneNumber, type Plugin } from '../plugins/service.ts'
import { timeOf } from '../sending/schedule.ts'
import { noSuchMessage, standingOf } from './failures.ts'
import { type OutgoingMessage, readOutgoing } from './outgoing.ts'

export { digitsOf } from './outgoing.ts'

import { presentMessage } from './present.ts'
import { readableText } from './readable.ts'
import type { MessageRow } from './row.ts'
import type { Senders } from './senders.ts'
import { type Send, Sends, type Sent } from './sends.ts'
import { cancelWaiting, settleByHand } from './settle.ts'
import { findMessage } from './sql/find-messages.ts'
import type { Attachment, ChatMessage, SourceType } from './types.ts'

/** By which number, and by which of Meta's versions. */
export interface From {
  plugin: Plugin
  number: PhoneNumber
  version: string
}

/** When a message is to go out, unless its recipient has refused templates of a category by then. */
export interface Due {
  at: Date
  consentCategory: string | null
}

/** The queues of the numbers, as far as single messages wait in them. */
export interface Waiting {
  /** puts a stored message there, in the transaction that stores it */
  add(tx: Tx, scope: Scope, row: MessageRow, when: Due): Promise<void>
  /** takes it out again; answers false where it does not wait any more */
  remove(tx: Tx, scope: Scope, id: string): Promise<boolean>
}

export interface SendOptions {
  source: Extract<SourceType, 'API' | 'CONSOLE' | 'AUTOMATION'>
  keyed?: KeyedRequest | undefined
}

/** A template for one person. */
export interface TemplateMessage {
  /** the number in digits, with its country code: see `digitsOf` */
  to: string
  /** Meta's `template` object, filled */
  template: object
  /** Meta's id of the template */
  templateId: string
  /** as its reader sees it; made of the parameters where it is not given */
  text?: string | undefined
  attachments?: Attachment[] | undefined
  /** the process that it is about */
  process?: { id: string; procedureId: string } | undefined
  callbackData?: string | undefined
  /** when to send it; at once where it is not given */
  scheduledFor?: Date | undefined
  /** of the template, where its recipient's consent is asked for once more when a scheduled one goes out */
  consentCategory?: string | undefined
}

/** What a raw send answers: Meta's answer, and our message where it made one. */
export interface RawAnswer {
  /** Meta's, also that of an earlier request with the same key, told anew */
  body: Record<string, unknown>
  message: ChatMessage | null
  isRepeat: boolean
}

export class Messages {
  readonly #db: Database
  readonly #models: Models
  readonly #graph: Graph
  readonly #newId: () => string
  readonly #waiting: Waiting
  readonly sends: Sends

  constructor(parts: {
    db: Database
    models: Models
    graph: Graph
    senders: Senders
    newId: () => string
    waiting: Waiting
    logger: FastifyBaseLogger
  }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#graph = parts.graph
    this.#newId = parts.newId
    this.#waiting = parts.waiting
    this.sends = new Sends(parts)
  }

  /**
   * Sends a body of Meta's as it is: a message of any type, or a read receipt.
   * @throws BadInput for what Meta would refuse, NotSent where it refused, Unconfirmed where it did not answer
   */
  async sendRaw(scope: Scope, from: From, body: unknown, { source, keyed }: SendOptions): Promise<RawAnswer> {
    const outgoing = readOutgoing(body)
    if (outgoing.kind === 'receipt') {
      const { plugin, number, version } = from
      const answer = await markRead(this.#graph, account(plugin), {
        version,
        phoneNumberId: number.id,
        body: outgoing.body,
      })
      const read = { pluginId: plugin.id, externalId: outgoing.wamid }
      await inTransaction(this.#db, scope, (tx) => readUpTo(tx, scope, read))
      return { body: answer as Record<string, unknown>, message: null, isRepeat: false }
    }
    const { lastMessageId, address, needsWindow } = outgoing
    const place = { pluginId: from.plugin.id, phoneNumberId: from.number.id, address }
    const before = lastMessageId ? (tx: Tx) => claimForReply(tx, scope, place, lastMessageId) : undefined
    const draft = { ...this.#draft(from, outgoing, source), keyed, before }
    const at = timeOf(outgoing.scheduledFor)
    if (at) {
      const { message, isRepeat } = await this.#schedule(
        scope,
        {
          ...draft,
          message: { ...draft.message, scheduledFor: at },
          before: async (tx) => {
            if (needsWindow) await assertOpenThen(tx, scope, place, at)
            await before?.(tx)
          },
        },
        { at, consentCategory: null },
      )
      return { body: { messaging_product: 'whatsapp' }, message, isRepeat }
    }
    const sent = await this.sends.send(scope, draft)
    return { body: answerOf(sent), message: presentMessage(scope, sent.row), isRepeat: sent.accepted === null }
  }

  /**
   * Sends a template that has been checked and filled. With the key of an earlier request the message of that one, as it stands.
   * @throws NotSent where Meta refused, Unconfirmed where it did not answer
   */
  async sendTemplate(
    scope: Scope,
    from: From,
    {
      to,
      template,
      templateId,
      text,
      attachments,
      process,
      callbackData,
      scheduledFor,
      consentCategory,
    }: TemplateMessage,
    { source, keyed }: SendOptions,
  ): Promise<{ message: ChatMessage; isRepeat: boolean }> {
    const body = { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'template', template }
    const outgoing: OutgoingMessage = {
      kind: 'message',
      body,
      type: 'template',
      address: to,
      contact: { phoneNumber: `+${to}` },
      needsWindow: false,
      callbackData: callbackData ?? null,
      lastMessageId: null,
    }
    const draft = this.#draft(from, outgoing, source)
    const readable = readableText(body)
    const message = {
      ...draft.message,
      ...readable,
      templateId,
      text: text ?? readable.text,
      attachments: attachments ?? readable.attachments,
      procedureId: process?.procedureId ?? null,
      processId: process?.id ?? null,
      scheduledFor: scheduledFor ?? null,
    }
    const send = { ...draft, message, keyed }
    if (scheduledFor) return this.#schedule(scope, send, { at: scheduledFor, consentCategory: consentCategory ?? null })
    const { row, accepted } = await this.sends.send(scope, send)
    if (!accepted && row.externalId === null) throw standingOf(row)
    return { message: presentMessage(scope, row), isRepeat: accepted === null }
  }

  /** A message that was sent. @throws NotFound also for one that came in: whoever reads chats reads those */
  async fetch(scope: Scope, id: string): Promise<ChatMessage> {
    const db = scope.transaction ?? this.#db
    return presentMessage(scope, await this.#meant(scope, id)(db, await findMessage(db, scope, id)))
  }

  /**
   * A person says what has become of a message of which nobody knows.
   * @throws NotFound, Conflict where it is known, or where Meta may yet tell
   */
  async settle(
    scope: Scope,
    id: string,
    { outcome, reason = 'A person says that it was not sent.' }: { outcome: 'SENT' | 'FAILED'; reason?: string },
  ): Promise<ChatMessage> {
    return presentMessage(scope, await settleByHand(this.#db, scope, id, { outcome, reason }, this.#meant(scope, id)))
  }

  /** @throws NotFound, Conflict where the message does not wait any more */
  async cancel(scope: Scope, id: string): Promise<ChatMessage> {
    return presentMessage(scope, await cancelWaiting(this.#db, scope, id, this.#waiting, this.#meant(scope, id)))
  }

  /** What one has sent oneself, and what stands in a chat within reach. @throws NotFound, Forbidden where the role reaches no chats */
  #meant(scope: Scope, id: string) {
    return async (db: Reader, row: MessageRow | undefined): Promise<MessageRow> => {
      if (row?.direction !== 'OUTBOUND') throw noSuchMessage(id)
      if (isOwn(scope, row) || (await reachesChat(db, this.#models, scope, row.chatId))) return row
      throw noSuchMessage(id)
    }
  }

  async #schedule(scope: Scope, send: Send, due: Due): Promise<{ message: ChatMessage; isRepeat: boolean }> {
    const stored = await this.sends.store(
      scope,
      { ...send, after: (tx, row) => this.#waiting.add(tx, scope, row, due) },
      null,
    )
    const row = 'earlier' in stored ? stored.earlier : stored.row
    return { message: presentMessage(scope, row), isRepeat: 'earlier' in stored }
  }

  #draft({ plugin, number, version }: From, outgoing: OutgoingMessage, sourceType: SourceType): Send {
    const { kind: _, lastMessageId: __, scheduledFor: ___, ...message } = outgoing
    return {
      plugin,
      version,
      message: {
        ...message,
        ...readableText(message.body),
        id: this.#newId(),
        phoneNumberId: number.id,
        templateId: null,
        sourceType,
        sourceId: null,
        campaignId: null,
        procedureId: null,
        processId: null,
        scheduledFor: null,
      },
    }
  }
}

/** Meta's answer; of an earlier request what it must have been, as the message tells. */
function answerOf({ row, accepted }: Sent): Record<string, unknown> {
  return accepted ?? retold(row)
}

/** @throws NadiError where the message was not sent, or is not known to be */
function retold(row: MessageRow): MessageAccepted {
  if (row.externalId === null) throw standingOf(row)
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: String(row.body.to ?? row.address), wa_id: row.address }],
    messages: [{ id: row.externalId }],
  }
}
