/** The phone's side of /simulator/api; the shapes are those of ../../src/phone/show-*.ts. */
export interface Media {
  url: string
  mimeType?: string
  filename?: string
  voice?: boolean
}

export interface Place {
  latitude?: number | string
  longitude?: number | string
  name?: string
  address?: string
}

export interface Button {
  kind: 'reply' | 'list_row' | 'quick_reply' | 'url' | 'phone_number' | 'copy_code' | 'flow' | 'other'
  title: string
  description?: string
  target?: string
  canTap: boolean
}

export interface Content {
  header?: { type: string; text?: string; media?: Media; location?: Place }
  text?: string
  footer?: string
  media?: Media
  location?: Place
  contacts?: { name?: { formatted_name?: string }; phones?: { phone?: string }[] }[]
  list?: { label: string; sections: { title?: string }[] }
  cards?: Content[]
  buttons: Button[]
}

export interface Message extends Content {
  wamid: string
  direction: 'in' | 'out'
  type: string
  at: number
  ticks: 'none' | 'sent' | 'delivered' | 'read' | 'failed'
  error?: { code: number; title: string }
  participant?: string
  inReplyTo?: { wamid: string; text: string }
  isForwarded: boolean
  isEdited: boolean
  isDeleted: boolean
  reactions: { by: string; emoji: string }[]
}

export interface Conversation {
  phoneNumberId: string
  address: string
  business: { name: string; displayPhoneNumber: string; digits: string }
  customer: { waId: string; name: string } | null
  group: { subject: string; participants: string[] } | null
  lastMessage: { wamid: string; text: string; at: number; direction: 'in' | 'out' } | null
  unreadCount: number
  isTyping: boolean
  isWindowOpen: boolean
  windowEndsAt: number | null
  updatedAt: number
}

export interface Chat extends Conversation {
  messages: Message[]
}

export interface BusinessNumber {
  phoneNumberId: string
  digits: string
  displayPhoneNumber: string
  verifiedName: string
}

export interface Customer {
  waId: string
  name: string
}

export interface Settings {
  statuses: ('sent' | 'delivered' | 'read')[]
  delayMs: number
  repeat: number
  reorder: number
  loss: number
  failureRate: number
  undeliverableRate: number
  answerDelayMs: number
  throughputPerSecond: number | null
}

const base = '/simulator/api/'

async function answerOf<T>(response: Response): Promise<T> {
  const answer = (await response.json()) as T & { error?: string }
  if (!response.ok) throw new Error(answer.error ?? `The simulator answered ${response.status}.`)
  return answer
}

const get = async <T>(path: string): Promise<T> => answerOf<T>(await fetch(base + path))

const send = async <T>(method: string, path: string, body: object): Promise<T> =>
  answerOf<T>(
    await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

/** Of one customer with one number of the business. */
export const chatPath = ({ phoneNumberId, address }: Pick<Conversation, 'phoneNumberId' | 'address'>): string =>
  `conversations/${encodeURIComponent(phoneNumberId)}/${encodeURIComponent(address)}`

export const api = {
  numbers: () => get<BusinessNumber[]>('numbers'),
  customers: () => get<Customer[]>('customers'),
  makeCustomer: (number: string, name: string) => send<Customer>('POST', 'customers', { number, name }),
  conversations: () => get<Conversation[]>('conversations'),
  chat: (path: string) => get<Chat>(path),
  act: (path: string, action: string, body: object = {}) => send<object>('POST', `${path}/${action}`, body),
  sendFile: async (path: string, file: File, kind: string, caption: string, inReplyTo: string | undefined) => {
    const form = new FormData()
    form.set('kind', kind)
    if (caption) form.set('caption', caption)
    if (inReplyTo) form.set('inReplyTo', inReplyTo)
    form.set('file', file)
    return answerOf<object>(await fetch(`${base}${path}/files`, { method: 'POST', body: form }))
  },
  settings: () => get<Settings>('settings'),
  change: (changes: Partial<Settings>) => send<Settings>('PATCH', 'settings', changes),
  failNext: (code: number) => send<object>('POST', 'mishaps', { code }),
  forward: (hours: number) => send<object>('POST', 'clock', { forwardMs: hours * 3_600_000 }),
}

/** Calls back at every change of a conversation, and when the connection is made again after a break. */
export function listen(changed: (conversation: Conversation) => void, connected: (isConnected: boolean) => void) {
  const events = new EventSource(`${base}events`)
  events.addEventListener('conversation', (event) => changed(JSON.parse((event as MessageEvent<string>).data)))
  events.addEventListener('open', () => connected(true))
  events.addEventListener('error', () => connected(false))
  return () => events.close()
}
