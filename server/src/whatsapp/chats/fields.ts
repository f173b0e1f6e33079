import { sql } from 'kysely'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { TeamModel } from '../../platform/model/types.ts'
import type { Scope } from '../../scope.ts'
import { choice, exactText, type Field, flag, time, userNamed, uuid, whole } from '../listing/field.ts'
import type { Label } from './labels/types.ts'
import { chatStatuses } from './types.ts'

const unread = flag('unread', { yes: sql`h.unread_count > 0`, no: sql`h.unread_count = 0` })

/**
 * What chats are filtered by: `h` is the chat.
 * @param labels of the team: they are named by id or name
 */
export const chatFields = (
  { teamId, userId }: Pick<Scope, 'teamId' | 'userId'>,
  labels: readonly Label[],
): Readonly<Record<string, Field>> => {
  const label = labelField(labels)
  const phoneNumberId = exactText(sql`h.phone_number_id`, 'phoneNumberId')
  return {
    status: choice(sql`h.status`, 'status', chatStatuses),
    assignedTo: uuid(sql`h.assigned_to`, 'assignedTo', {
      is: 'the username or uuid of a user, or me: whoever asks',
      find: (model, name) => (name.toLowerCase() === 'me' ? (userId ?? undefined) : userNamed(model, name)),
    }),
    unread,
    unreadCount: whole(sql`h.unread_count`, 'unreadCount'),
    isWaiting: flag('isWaiting', {
      yes: sql`h.last_inbound_at = h.last_message_at`,
      no: sql`h.last_inbound_at is distinct from h.last_message_at`,
    }),
    label,
    labels: label,
    plugin: uuid(sql`h.plugin_id`, 'plugin', { is: 'the uuid of a plugin' }),
    phoneNumberId,
    whatsappPhoneNumberId: phoneNumberId,
    process: uuid(sql`h.process_id`, 'process', { is: 'the uuid of a process' }),
    procedure: uuid(sql`h.procedure_id`, 'procedure', {
      is: 'the short id or uuid of a procedure',
      find: (model, name) => model.procedureByShortId.get(name)?.id,
    }),
    contact: uuid(sql`h.contact_id`, 'contact', { is: 'the uuid of a contact' }),
    phoneNumber: phoneNumberField(teamId),
    groupId: groupField,
    windowEndsAt: windowField,
    lastMessageAt: time(sql`h.last_message_at`, 'lastMessageAt'),
    createdAt: time(sql`h.created_at`, 'createdAt'),
    id: uuid(sql`h.chat_id`, 'id', { is: 'the uuid of a chat' }),
  }
}

const groupField: Field = {
  ...exactText(sql`h.address`, 'groupId'),
  isIn: (values) => sql`(h.contact_id is null and h.address = any(${values}::text[]))`,
  isPresent: sql`h.contact_id is null`,
}

const endsAt = time(sql`h.window_ends_at`, 'windowEndsAt')

/** No window is longer than 72 hours, so whose window is open still has written lately: that bounds the walk by the last message. */
const windowField: Field = {
  ...endsAt,
  compares: (operator, value) => {
    const compared = endsAt.compares?.(operator, value) ?? sql`false`
    return operator.startsWith('>')
      ? sql`(${compared} and h.last_message_at >= ${value}::timestamptz - interval '72 hours')`
      : compared
  },
}

const labelField = (labels: readonly Label[]): Field => ({
  read: (value) => {
    const given = typeof value === 'string' ? value.trim().toLowerCase() : ''
    const label = labels.find(({ id, name }) => id === given || name.toLowerCase() === given)
    if (label) return { value: label.id }
    return {
      problem: {
        code: 'no_such_value',
        message: `There is no label ${JSON.stringify(String(value).slice(0, 80).toWellFormed())}.`,
        hint:
          labels.length > 0
            ? `Such as ${labels
                .slice(0, 10)
                .map(({ name }) => name)
                .join(', ')}.`
            : 'POST /v1/ext/chat-label makes one.',
      },
    }
  },
  // each as containment, the one way that the index knows; an empty list of labels is in no index
  isIn: (values) =>
    sql`(h.labels <> '{}' and (${sql.join(
      values.map((value) => sql`h.labels @> ${[value]}::text[]`),
      sql` or `,
    )}))`,
  isPresent: sql`h.labels <> '{}'`,
})

const phoneNumberField = (teamId: string): Field => ({
  read: (value, model: TeamModel) => {
    const given = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
    const digits = given.replaceAll(/[\s()./-]/g, '')
    const number = /^[1-9]\d{9,14}$/.test(digits) ? parsePhoneNumberFromString(`+${digits}`) : undefined
    const national = parsePhoneNumberFromString(given, { defaultCallingCode: model.team.callingCode, extract: false })
    const found = national?.isValid() ? national : number?.isPossible() ? number : undefined
    return found
      ? { value: found.number }
      : {
          problem: {
            code: 'not_a_phone_number',
            message: 'phoneNumber must be a phone number.',
            hint: 'Write it with its country, such as +919876543210.',
          },
        }
  },
  isIn: (values) => sql`h.contact_id in (
    select p.contact_id from contacts p where p.team_id = ${teamId} and p.phone_number = any(${values}::text[]))`,
  isPresent: sql`h.contact_id in (select p.contact_id from contacts p where p.team_id = ${teamId} and p.phone_number is not null)`,
})
