/** An event of Meta, taken apart: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components */
export interface MetaEvent {
  /** in the order in which Meta tells them */
  parts: Part[]
  /** whether all of its changes name another account or number than the plugin's */
  isForeign: boolean
  /** whether a change names the plugin's account, and a number that is not known */
  hasUnknownNumber: boolean
  /** of an event whose changes are ours in part alone: each part as an event of its own */
  mixed: { ours: string; others: string } | null
}

export type MetaObject = Record<string, unknown>

/** How Meta names a customer, in one message. */
export interface Person {
  /** the number, or the business-scoped user id where Meta shows no number */
  waId: string
  /** the business-scoped user id */
  userId: string | null
  name: string
}

interface OfNumber {
  phoneNumberId: string
  at: Date
}

/** What a customer wrote. */
export interface MessagePart extends OfNumber {
  kind: 'message'
  externalId: string
  message: MetaObject
  person: Person
  groupId: string | null
  /** as Meta's event has them, for the webhook */
  contacts: unknown[]
  /** from the time before the number was connected: it calls for nobody */
  isHistory: boolean
}

/** What the business wrote elsewhere: in WhatsApp's own app, or through another program. */
export interface EchoPart extends OfNumber {
  kind: 'echo'
  field: 'message_echoes' | 'smb_message_echoes' | 'history'
  externalId: string
  message: MetaObject
  person: Person
  groupId: string | null
  contacts: unknown[]
}

export interface StatusPart extends OfNumber {
  kind: 'status'
  externalId: string
  /** Meta's: sent, delivered, read, played, failed … */
  status: string
  body: MetaObject
}

/** A reaction, an edit or a deletion of another message. */
export interface MarkPart extends OfNumber {
  kind: 'mark'
  /** the message that it is about */
  externalId: string
  markKind: 'reaction' | 'edit' | 'revoke'
  /** who reacts */
  actor: string
  message: MetaObject
  person: Person
  contacts: unknown[]
  /** set where the business did it elsewhere */
  echoField: EchoPart['field'] | null
}

/** A customer has another number, or another user id, from now on. */
export interface RenamePart extends OfNumber {
  kind: 'rename'
  from: string
  to: string
}

/** One thing that Meta tells of a call: it rings, connects, ends. */
export interface CallPart extends OfNumber {
  kind: 'call'
  externalId: string
  /** connect, terminate, RINGING … */
  stage: string
  body: MetaObject
  person: Person
  isOutgoing: boolean
}

/** What somebody did in a group, or became of it. */
export interface GroupPart extends OfNumber {
  kind: 'group'
  field: string
  groupId: string
  body: MetaObject
}

export interface PreferencePart extends OfNumber {
  kind: 'preference'
  waId: string
  body: MetaObject
}

/** A change that another room knows what to do with: of a template, of the account. Or nobody: kept and passed on. */
export interface ChangePart {
  kind: 'template' | 'account' | 'unknown'
  field: string
  value: MetaObject
  at: Date
}

export type Part =
  | MessagePart
  | EchoPart
  | StatusPart
  | MarkPart
  | RenamePart
  | CallPart
  | GroupPart
  | PreferencePart
  | ChangePart
