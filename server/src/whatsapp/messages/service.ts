import type { FastifyBaseLogger } from 'fastify'
import type { Database, Tx } from '../../database/database.ts'
import { NotFound } from '../../errors.ts'
import type { KeyedRequest } from '../../http/idempotency.ts'
import type { Scope } from '../../scope.ts'
import { claimForReply } from '../chats/claim.ts'
import { type MessageAccepted, markRead } from '../graph/calls/messages.ts'
import type { Graph } from '../graph/client.ts'
import { account, type PhoneNumber, type Plugin } from '../plugins/service.ts'
import { standingOf } from './failures.ts'
import { type OutgoingMessage, readOutgoing } from './outgoing.ts'

export { digitsOf } from './outgoing.ts'

import { presentMessage } from './present.ts'
import { readableText } from './readable.ts'
import type { MessageRow } from './row.ts'
import type { Senders } from './senders.ts'
import { type Send, Sends, type Sent } from './sends.ts'
import { findMessage } from './sql/find-messages.ts'
import type { Attachment, ChatMessage, SourceType } from './types.ts'

/** By which number, and by which of Meta's versions. */
export interface From {
  plugin: Plugin
  number: PhoneNumber
  version: string
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
  readonly #graph: Graph
  readonly #newId: () => string
  readonly sends: Sends

  constructor(parts: {
    db: Database
    graph: Graph
    senders: Senders
    newId: () => string
    logger: FastifyBaseLogger
  }) {
    this.#db = parts.db
    this.#graph = parts.graph
    this.#newId = parts.newId
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
      return { body: answer as Record<string, unknown>, message: null, isRepeat: false }
    }
    const { lastMessageId, address } = outgoing
    const place = { pluginId: from.plugin.id, phoneNumberId: from.number.id, address }
    const within = lastMessageId ? (tx: Tx) => claimForReply(tx, scope, place, lastMessageId) : undefined
    const sent = await this.sends.send(scope, { ...this.#draft(from, outgoing, source), keyed, within })
    return { body: answerOf(sent), message: presentMessage(scope, sent.row), isRepeat: sent.accepted === null }
  }

  /**
   * Sends a template that has been checked and filled. With the key of an earlier request the message of that one, as it stands.
   * @throws NotSent where Meta refused, Unconfirmed where it did not answer
   */
  async sendTemplate(
    scope: Scope,
    from: From,
    { to, template, templateId, text, attachments, process, callbackData }: TemplateMessage,
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
    }
    const { row, accepted } = await this.sends.send(scope, { ...draft, message, keyed })
    if (!accepted && row.externalId === null) throw standingOf(row)
    return { message: presentMessage(scope, row), isRepeat: accepted === null }
  }

  /** A message that was sent. @throws NotFound also for one that came in: whoever reads chats reads those */
  async fetch(scope: Scope, id: string): Promise<ChatMessage> {
    const row = await findMessage(scope.transaction ?? this.#db, scope, id)
    if (row?.direction !== 'OUTBOUND') throw noSuchMessage(id)
    return presentMessage(scope, row)
  }

  #draft({ plugin, number, version }: From, outgoing: OutgoingMessage, sourceType: SourceType): Send {
    const { kind: _, lastMessageId: __, ...message } = outgoing
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

export const noSuchMessage = (id: string): NotFound =>
  new NotFound(`There is no message ${id} in this team.`, { code: 'no_such_message', path: 'messageId' })

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
