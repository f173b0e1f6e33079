import { BadInput, Conflict, NadiError, NotFound, type Problem } from '../../errors.ts'
import { GraphRefusal, type GraphSilence } from '../graph/refusal.ts'
import type { MetaError } from '../graph/types.ts'
import type { MessageRow } from './row.ts'

/** Also where there is one in a chat that the role does not reach. */
export const noSuchMessage = (id: string): NotFound =>
  new NotFound(`There is no message ${id}, or none that your role reaches.`, {
    code: 'no_such_message',
    path: 'messageId',
  })

/** A message that was stored and then not sent: refused by Meta, or never on its way. */
export class NotSent extends NadiError {
  readonly status: number
  readonly #beside: object

  constructor(messageId: string, cause: NadiError) {
    super(cause.problems)
    this.status = cause.status
    this.#beside = { ...cause.beside, chatMessageId: messageId }
  }

  override get beside(): object {
    return this.#beside
  }
}

/** Nobody knows whether Meta has the message. */
export class Unconfirmed extends NadiError {
  readonly status: number
  readonly #messageId: string

  constructor(messageId: string, status: 502 | 504 = 504, reason = 'the call was interrupted') {
    super([
      {
        code: 'unconfirmed',
        message: `Meta gave no answer (${reason}), so it is not known whether the message ${messageId} was sent.`,
        hint: `It stands as UNCONFIRMED and is never sent again by itself: a status event settles it, or after 15 minutes POST /v1/ext/message/${messageId}/settle.`,
      },
    ])
    this.status = status
    this.#messageId = messageId
  }

  override get beside(): object {
    return { chatMessageId: this.#messageId }
  }
}

export const unconfirmedBy = (messageId: string, silence: GraphSilence): Unconfirmed =>
  new Unconfirmed(messageId, silence.status, silence.status === 504 ? 'it took too long' : 'the connection broke')

/** The errors of a message that failed, as they are kept: Meta's own, whole. */
export const errorsOf = (error: NadiError): unknown[] =>
  error instanceof GraphRefusal
    ? [error.error]
    : error.problems.map(({ code, message }) => ({ code, title: message, message }))

/** What a repeat of a send answers whose message is not sent, or not known to be. */
export function standingOf(row: MessageRow): NadiError {
  if (row.deliveryStatus === 'FAILED') return new NotSent(row.id, failureOf(row))
  if (row.deliveryStatus === 'UNCONFIRMED') return new Unconfirmed(row.id)
  return new Conflict(`The message ${row.id} is still being sent.`, {
    code: 'send_under_way',
    hint: `Ask again in a moment; GET /v1/ext/message/${row.id} tells how it stands.`,
  })
}

function failureOf({ errors }: Pick<MessageRow, 'errors'>): NadiError {
  const [error] = (errors ?? []) as (Omit<Partial<MetaError>, 'code'> & { code?: unknown; title?: string })[]
  const message = error?.message ?? error?.title ?? ''
  if (typeof error?.code === 'number') return new GraphRefusal(400, { ...error, code: error.code, message })
  const code = typeof error?.code === 'string' ? error.code : 'not_sent'
  return new BadInput(message || 'The message was not sent.', { code })
}

/** Why a message failed, in words, and what to do about it. */
export function whyFailed(row: Pick<MessageRow, 'errors'>): Problem {
  const [problem] = failureOf(row).problems
  return problem ?? { code: 'not_sent', message: 'The message was not sent.' }
}

/** Meta would answer error 131047; it is not asked. */
export const windowOver = (at: Date): BadInput =>
  new BadInput(
    `The customer last wrote more than 24 hours ago: since ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC this chat takes templates only (Meta's error 131047).`,
    {
      code: 'window_over',
      path: 'type',
      hint: 'Send an approved template; any message may follow once the customer has answered it.',
    },
  )
