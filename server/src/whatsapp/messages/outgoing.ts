import { BadInput, type Problem } from '../../errors.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import { isNumber } from './addressed.ts'
import { fieldsOf, textOf } from './fields.ts'
import type { MetaMessage } from './row.ts'

/** A message as a caller gave it, read and checked as far as that needs no database. */
export interface OutgoingMessage {
  kind: 'message'
  /** what Meta gets, but for biz_opaque_callback_data */
  body: MetaMessage
  type: string
  /** the number in digits, or the id of a group */
  address: string
  /** null for a group */
  contact: { phoneNumber: string | null } | null
  /** whether Meta takes it only within the customer-service window */
  needsWindow: boolean
  callbackData: string | null
  /** the last message that whoever writes has seen: so a reply claims its chat */
  lastMessageId: string | null
  /** epoch milliseconds: when it goes out; undefined: at once */
  scheduledFor?: number | undefined
}

/** "I have read this", perhaps "and am typing": no message. */
export interface ReadReceipt {
  kind: 'receipt'
  body: MetaMessage
  wamid: string
}

/** Meta's types: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
const types = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'reaction',
  'template',
  'pin',
]

const longestCallbackData = 512

/** @throws BadInput that names all that Meta would refuse and that can be told without it */
export function readOutgoing(given: unknown): OutgoingMessage | ReadReceipt {
  const { lastMessageId, scheduledFor, ...body } = fieldsOf(given)
  const problems: Problem[] = []
  body.messaging_product ??= 'whatsapp'
  if (body.messaging_product !== 'whatsapp') {
    problems.push(problem('messaging_product', 'messaging_product must be "whatsapp".'))
  }
  if (body.status !== undefined) return receiptOf(body, problems)
  const type = typeOf(body, problems)
  const isGroup = body.recipient_type === 'group'
  const address = isGroup ? groupOf(body, problems) : personOf(body, problems)
  const callbackData = callbackOf(body, problems)
  if (lastMessageId !== undefined && lastMessageId !== null && typeof lastMessageId !== 'string') {
    problems.push(problem('lastMessageId', 'lastMessageId must be the id of a chat message.'))
  }
  const isTime = typeof scheduledFor === 'number' && Number.isSafeInteger(scheduledFor)
  if (scheduledFor !== undefined && scheduledFor !== null && !isTime) {
    problems.push(problem('scheduledFor', 'scheduledFor must be a time in epoch milliseconds.'))
  }
  if (problems.length > 0) throw new BadInput(problems)
  const { biz_opaque_callback_data: _, ...sent } = body
  return {
    kind: 'message',
    body: sent,
    type,
    address,
    contact: isGroup ? null : { phoneNumber: isNumber(address) ? `+${address}` : null },
    needsWindow: type !== 'template' && !isGroup,
    callbackData,
    lastMessageId: typeof lastMessageId === 'string' && lastMessageId !== '' ? lastMessageId : null,
    scheduledFor: isTime ? scheduledFor : undefined,
  }
}

const problem = (path: string, message: string, hint?: string): Problem => ({
  code: 'bad_message',
  path,
  message,
  ...(hint && { hint }),
})

function receiptOf(body: MetaMessage, problems: Problem[]): ReadReceipt {
  const wamid = textOf(body.message_id)
  if (body.status !== 'read') {
    problems.push(
      problem(
        'status',
        'status must be "read": that is the one status which a business tells.',
        'Leave it out of a message.',
      ),
    )
  }
  if (!wamid) {
    problems.push(problem('message_id', "A read receipt needs message_id, the wamid of the customer's message."))
  }
  if (problems.length > 0) throw new BadInput(problems)
  return { kind: 'receipt', body, wamid: wamid as string }
}

function typeOf(body: MetaMessage, problems: Problem[]): string {
  body.type ??= body.text === undefined ? undefined : 'text'
  const { type } = body
  if (typeof type !== 'string') {
    problems.push(problem('type', 'The message needs a type.', `It is one of ${types.join(', ')}.`))
    return 'unknown'
  }
  if (!types.includes(type)) {
    const near = nearest(type, types)
    problems.push({
      ...problem('type', `"${type}" is not a type of message${near ? `; did you mean "${near}"?` : '.'}`),
      code: 'unknown_type',
      hint: `It is one of ${types.join(', ')}.`,
    })
  } else if (body[type] === null || typeof body[type] !== 'object') {
    problems.push(
      problem(
        type,
        `A message of type "${type}" needs an ${type === 'contacts' ? 'array' : 'object'} "${type}" with its content.`,
      ),
    )
  }
  return type
}

function groupOf(body: MetaMessage, problems: Problem[]): string {
  const group = textOf(body.to)
  if (group) return group
  problems.push(problem('to', 'A message to a group needs its id in "to".'))
  return ''
}

/** The number in digits. Where Meta shows no number, `recipient` names the person by their business-scoped user id. */
function personOf(body: MetaMessage, problems: Problem[]): string {
  const to = typeof body.to === 'number' ? String(body.to) : body.to
  if (to === undefined || to === null || to === '') {
    const recipient = textOf(body.recipient)
    if (recipient) return recipient
    problems.push({
      ...problem('to', 'The message needs "to": the number that it goes to.'),
      hint: 'With its country code, like 919812345678.',
    })
    return ''
  }
  const digits = typeof to === 'string' ? digitsOf(to) : undefined
  if (digits === undefined) {
    problems.push({
      ...problem('to', `${JSON.stringify(to).slice(0, 60)} is not a phone number.`),
      code: 'bad_phone_number',
      hint: 'Give it with its country code, 7 to 15 digits, like 919812345678.',
    })
    return ''
  }
  // a number is a JSON string to Meta
  body.to = String(to)
  return digits
}

/** A number as people write it, in digits with its country code; undefined where it is none. */
export function digitsOf(text: string): string | undefined {
  const digits = text
    .trim()
    .replaceAll(/[\s().-]/g, '')
    .replace(/^\+|^00/, '')
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined
}

function callbackOf(body: MetaMessage, problems: Problem[]): string | null {
  const given = body.biz_opaque_callback_data
  if (given === undefined || given === null || given === '') return null
  if (typeof given === 'string' && given.length <= longestCallbackData) return given
  problems.push(
    problem(
      'biz_opaque_callback_data',
      `biz_opaque_callback_data must be text of at most ${longestCallbackData} characters.`,
    ),
  )
  return null
}
