import { objectOf, objectsOf, parseStorable, textOf, timeOf } from './meta-object.ts'
import { readMessages } from './read-messages.ts'
import type { CallPart, ChangePart, GroupPart, MetaEvent, MetaObject, Part, PreferencePart } from './types.ts'

/** What an event must name to be the plugin's. */
export interface Ownership {
  wabaId: string
  phoneNumberIds: ReadonlySet<string>
}

const templateField = /^message_template_|^template_/
const accountFields: ReadonlySet<string> = new Set([
  'account_update',
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'business_capability_update',
  'business_status_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
])
const messageFields: ReadonlySet<string> = new Set(['messages', 'message_echoes', 'smb_message_echoes', 'history'])

/**
 * Takes an event apart. Each change is matched with the plugin of the path: one of another account, or of a number that is not the plugin's, is
 * foreign and leaves no part.
 * @throws SyntaxError where it is no JSON
 */
export function readEvent(body: Buffer, own: Ownership, receivedAt: Date): MetaEvent {
  const event = objectOf(parseStorable(body.toString('utf8')))
  const parts: Part[] = []
  const ours: MetaObject[] = []
  const others: MetaObject[] = []
  let hasUnknownNumber = false
  for (const entry of objectsOf(event.entry)) {
    const at = timeOf(entry.time, receivedAt)
    const ofOurs: MetaObject[] = []
    const ofOthers: MetaObject[] = []
    for (const change of objectsOf(entry.changes)) {
      const value = objectOf(change.value)
      const whose = ownerOf(entry, value, own)
      if (whose === 'unknown number') hasUnknownNumber = true
      if (whose === 'own') parts.push(...readChange(textOf(change.field), value, at))
      ;(whose === 'own' ? ofOurs : ofOthers).push(change)
    }
    if (ofOurs.length > 0) ours.push({ ...entry, changes: ofOurs })
    if (ofOthers.length > 0) others.push({ ...entry, changes: ofOthers })
  }
  const isMixed = ours.length > 0 && others.length > 0
  const only = (entry: MetaObject[]): string => JSON.stringify({ ...event, entry })
  return {
    parts,
    isForeign: ours.length === 0 && others.length > 0,
    hasUnknownNumber,
    mixed: isMixed ? { ours: only(ours), others: only(others) } : null,
  }
}

/** Events about partners bear the partner's id, and name the account within. */
function ownerOf(
  entry: MetaObject,
  value: MetaObject,
  { wabaId, phoneNumberIds }: Ownership,
): 'own' | 'unknown number' | 'other' {
  const named = textOf(objectOf(value.waba_info).waba_id)
  if ((named || textOf(entry.id)) !== wabaId) return 'other'
  const phoneNumberId = textOf(objectOf(value.metadata).phone_number_id)
  return phoneNumberId === '' || phoneNumberIds.has(phoneNumberId) ? 'own' : 'unknown number'
}

function readChange(field: string, value: MetaObject, at: Date): Part[] {
  const phoneNumberId = textOf(objectOf(value.metadata).phone_number_id)
  if (phoneNumberId !== '') {
    const parts = readOfNumber(field, value, phoneNumberId, at)
    if (parts.length > 0) return parts
  }
  if (templateField.test(field)) return [changeOf('template', field, value, at)]
  if (accountFields.has(field)) return [changeOf('account', field, value, at)]
  return [changeOf('unknown', field, value, at)]
}

function readOfNumber(field: string, value: MetaObject, phoneNumberId: string, at: Date): Part[] {
  if (messageFields.has(field)) return readMessages(field, value, phoneNumberId, at)
  if (field === 'calls') return readCalls(value, phoneNumberId, at)
  if (field === 'user_preferences') return readPreferences(value, phoneNumberId, at)
  if (field.startsWith('group_')) return readGroups(field, value, phoneNumberId, at)
  return []
}

const changeOf = (kind: ChangePart['kind'], field: string, value: MetaObject, at: Date): ChangePart => ({
  kind,
  field,
  value,
  at,
})

function readCalls(value: MetaObject, phoneNumberId: string, at: Date): CallPart[] {
  const [contact] = objectsOf(value.contacts)
  const nameOf = () => textOf(objectOf(contact?.profile).name)
  const calls = objectsOf(value.calls).flatMap((call): CallPart[] => {
    const isOutgoing = call.direction === 'BUSINESS_INITIATED'
    // the number of the other side; some events bear it on the wrong one, the contact beside it is always the customer
    const waId = textOf(contact?.wa_id) || textOf(isOutgoing ? call.to : call.from) || textOf(contact?.user_id)
    const externalId = textOf(call.id)
    if (!externalId || !waId) return []
    const person = { waId, userId: textOf(contact?.user_id) || null, name: nameOf() }
    const body = withoutSession(call)
    return [
      {
        kind: 'call',
        phoneNumberId,
        externalId,
        stage: textOf(call.event) || 'call',
        body: value.errors ? { ...body, errors: value.errors } : body,
        person,
        isOutgoing,
        at: timeOf(call.timestamp, at),
      },
    ]
  })
  const statuses = objectsOf(value.statuses).flatMap((status): CallPart[] => {
    const externalId = textOf(status.id)
    // as above: whichever part of a call comes first, all lead to the same chat
    const waId = textOf(contact?.wa_id) || textOf(status.recipient_id) || textOf(contact?.user_id)
    if (!externalId || !waId) return []
    const person = { waId, userId: textOf(contact?.user_id) || null, name: nameOf() }
    const stage = textOf(status.status) || 'status'
    return [
      {
        kind: 'call',
        phoneNumberId,
        externalId,
        stage,
        body: status,
        person,
        isOutgoing: true,
        at: timeOf(status.timestamp, at),
      },
    ]
  })
  return [...calls, ...statuses]
}

/** The session description is for whoever speaks, who has it from the forwarded event; no person reads it. */
const withoutSession = ({ session: _, ...call }: MetaObject): MetaObject => call

function readPreferences(value: MetaObject, phoneNumberId: string, at: Date): PreferencePart[] {
  return objectsOf(value.user_preferences).flatMap((body) => {
    const waId = textOf(body.wa_id) || textOf(body.user_id)
    return waId ? [{ kind: 'preference' as const, phoneNumberId, waId, body, at: timeOf(body.timestamp, at) }] : []
  })
}

function readGroups(field: string, value: MetaObject, phoneNumberId: string, at: Date): GroupPart[] {
  return objectsOf(value.groups).flatMap((body) => {
    const groupId = textOf(body.group_id)
    return groupId
      ? [{ kind: 'group' as const, phoneNumberId, field, groupId, body, at: timeOf(body.timestamp, at) }]
      : []
  })
}
