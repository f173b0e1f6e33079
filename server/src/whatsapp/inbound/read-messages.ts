import { objectOf, objectsOf, textOf, timeOf } from './meta-object.ts'
import type { EchoPart, MarkPart, MessagePart, MetaObject, Part, Person, StatusPart } from './types.ts'

/** What the fields `messages`, `message_echoes`, `smb_message_echoes` and `history` tell of one number. */
export function readMessages(field: string, value: MetaObject, phoneNumberId: string, at: Date): Part[] {
  const known = objectsOf(value.contacts)
  if (field === 'history') return readHistory(value, phoneNumberId, at)
  const errors = value.errors
  const messages = objectsOf(value.messages).flatMap((message) =>
    readMessage(errors ? { ...message, errors } : message, known, phoneNumberId, at),
  )
  const echoes = objectsOf(value.message_echoes).flatMap((message) =>
    readEcho(message, known, phoneNumberId, field === 'message_echoes' ? field : 'smb_message_echoes', at),
  )
  const statuses = objectsOf(value.statuses).flatMap((status) => readStatus(status, phoneNumberId, at))
  return [...messages, ...echoes, ...statuses]
}

function readMessage(message: MetaObject, known: MetaObject[], phoneNumberId: string, at: Date): Part[] {
  const from = textOf(message.from)
  const userId = textOf(message.from_user_id)
  const contact = contactOf(known, from, userId) ?? (known.length === 1 ? known[0] : undefined)
  const person = personOf(from, userId || textOf(contact?.user_id), contact)
  const externalId = textOf(message.id)
  if (!externalId || !person) return []
  const contacts = contact ? [contact] : []
  const common = { phoneNumberId, message, person, contacts, at: timeOf(message.timestamp, at) }
  const rename = renameOf(message, person)
  const mark = markOf(message)
  if (mark) return [{ kind: 'mark', ...common, ...mark, actor: person.waId, echoField: null }]
  const part: MessagePart = { kind: 'message', ...common, externalId, groupId: groupOf(message), isHistory: false }
  return rename ? [part, { kind: 'rename', phoneNumberId, at: common.at, ...rename }] : [part]
}

function readEcho(
  message: MetaObject,
  known: MetaObject[],
  phoneNumberId: string,
  field: EchoPart['field'],
  at: Date,
): Part[] {
  const to = textOf(message.to)
  const userId = textOf(message.to_user_id)
  const contact = contactOf(known, to, userId)
  const groupId = groupOf(message)
  const person = personOf(to, userId || textOf(contact?.user_id), contact)
  const externalId = textOf(message.id)
  if (!externalId || !person) return []
  const contacts = contact ? [contact] : []
  const common = { phoneNumberId, message, person, contacts, at: timeOf(message.timestamp, at) }
  const mark = markOf(message)
  if (mark) return [{ kind: 'mark', ...common, ...mark, actor: '', echoField: field }]
  return [{ kind: 'echo', field, ...common, externalId, groupId }]
}

function readStatus(body: MetaObject, phoneNumberId: string, at: Date): StatusPart[] {
  const externalId = textOf(body.id)
  const status = textOf(body.status)
  if (!externalId || !status) return []
  return [{ kind: 'status', phoneNumberId, externalId, status, body, at: timeOf(body.timestamp, at) }]
}

/** Chats that were held in WhatsApp's own app before the number was connected. */
function readHistory(value: MetaObject, phoneNumberId: string, at: Date): Part[] {
  const own = digitsOf(textOf(objectOf(value.metadata).display_phone_number))
  return objectsOf(value.history).flatMap((chunk) =>
    objectsOf(chunk.threads).flatMap((thread) => {
      const customer = textOf(thread.id)
      return objectsOf(thread.messages).flatMap((message) => {
        const isOurs = textOf(message.to) !== '' || digitsOf(textOf(message.from)) === own
        if (isOurs) return readEcho({ ...message, to: customer }, [], phoneNumberId, 'history', at)
        const parts = readMessage(message, [], phoneNumberId, at)
        return parts.map((part) => (part.kind === 'message' ? { ...part, isHistory: true } : part))
      })
    }),
  )
}

const digitsOf = (number: string): string => number.replaceAll(/\D/g, '')

const groupOf = (message: MetaObject): string | null => textOf(message.group_id) || null

/** The contact with one of these names. Beside a customer's message stands only theirs, also where it bears another name. */
function contactOf(contacts: MetaObject[], waId: string, userId: string): MetaObject | undefined {
  return contacts.find(
    (contact) => (waId && textOf(contact.wa_id) === waId) || (userId && textOf(contact.user_id) === userId),
  )
}

function personOf(number: string, userId: string, contact: MetaObject | undefined): Person | undefined {
  const waId = number || textOf(contact?.wa_id) || userId
  if (!waId) return undefined
  return { waId, userId: userId || null, name: textOf(objectOf(contact?.profile).name) }
}

const markKinds = { reaction: 'message_id', edit: 'original_message_id', revoke: 'original_message_id' } as const

/** What is about another message rather than a message of its own. */
function markOf(message: MetaObject): Pick<MarkPart, 'markKind' | 'externalId'> | undefined {
  const type = textOf(message.type)
  if (type !== 'reaction' && type !== 'edit' && type !== 'revoke') return undefined
  const externalId = textOf(objectOf(message[type])[markKinds[type]])
  return externalId ? { markKind: type, externalId } : undefined
}

/** A system message by which a customer tells their new number or gets a new user id. */
function renameOf(message: MetaObject, { waId }: Person): { from: string; to: string } | undefined {
  if (message.type !== 'system') return undefined
  const system = objectOf(message.system)
  const to = textOf(system.wa_id) || textOf(system.new_wa_id) || textOf(system.user_id)
  const isChange = system.type === 'user_changed_number' || system.type === 'user_changed_user_id'
  return isChange && to && to !== waId ? { from: waId, to } : undefined
}
