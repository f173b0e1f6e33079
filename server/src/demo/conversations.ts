import type { DemoLead } from './leads.ts'

/** One line of a conversation: one of the three says who wrote it, or what went out. */
export interface Line {
  customer?: string
  agent?: string
  template?: 'appointment_reminder' | 'payment_due'
  /** minutes since the line before */
  after?: number
  /** Meta's code, where it was not delivered */
  fails?: number
}

export interface Conversation {
  lead: number
  agent?: string
  /** minutes since the last line */
  ago: number
  labels?: string[]
  lines: Line[]
}

export interface Inbox {
  labels: Record<string, string>
  cannedReplies: Record<string, string>
  conversations: Conversation[]
  routines: Line[][]
}

/** A chat as it is imported, and what people did with it then. */
export interface DemoChat {
  body: object
  agent: string | null
  labels: string[]
  isOver: boolean
}

interface Templates {
  /** ids at Meta, by name */
  [name: string]: string | undefined
}

const minute = 60_000
const day = 24 * 60 * minute
/** a conversation that has rested so long is closed */
const rest = 3 * day

/** The conversations of the demo, of two weeks; the same for the same leads and time, but for their end. */
export function demoChats(
  inbox: Inbox,
  leads: readonly DemoLead[],
  { phoneNumberId, templates, now }: { phoneNumberId: string; templates: Templates; now: number },
): DemoChat[] {
  const place = { phoneNumberId, templates, now }
  const known = new Set(inbox.conversations.map(({ lead }) => lead))
  const byHand = inbox.conversations.flatMap((conversation) => {
    const lead = leads[conversation.lead - 1]
    return lead ? [chatOf(lead, conversation, place)] : []
  })
  const others = leads.filter((lead, index) => !known.has(index + 1) && lead.state !== 'NEW')
  const routine = others.flatMap((lead, index) => {
    const lines = inbox.routines[index % inbox.routines.length] ?? []
    const began = lead.createdAt + ((index * 37) % 90) * minute
    const length = lines.reduce((sum, line) => sum + delayOf(line, index), 0)
    const ago = Math.floor((now - began) / minute) - length
    return ago > 0 ? [chatOf(lead, { lead: 0, agent: lead.assignedTo, ago, lines }, place, index)] : []
  })
  return [...byHand, ...routine]
}

/** People are not clocks: the same line takes somewhat longer in one conversation than in another. */
const delayOf = ({ after = 0 }: Line, index: number): number => Math.round(after * (1 + ((index * 5) % 7) / 7))

function chatOf(
  lead: DemoLead,
  { agent, ago, labels = [], lines }: Conversation,
  { phoneNumberId, templates, now }: { phoneNumberId: string; templates: Templates; now: number },
  index = 0,
): DemoChat {
  let at = now - (ago + lines.reduce((sum, line) => sum + delayOf(line, index), 0)) * minute
  const messages = lines.map((line, number) => {
    at += delayOf(line, index) * minute
    return messageOf(line, {
      id: `wamid.demo.${lead.data.lead_id}.${number}`,
      at,
      lead,
      agent: agent ?? null,
      templates,
      fate: index + number,
    })
  })
  return {
    body: {
      phoneNumberId,
      phoneNumber: lead.data.phone_number,
      name: lead.data.name,
      procedure: 'lead',
      process: lead.data.lead_id,
      isRead: ago > 180,
      messages,
    },
    agent: agent ?? null,
    labels,
    isOver: ago * minute > rest,
  }
}

interface Place {
  id: string
  at: number
  lead: DemoLead
  agent: string | null
  templates: Templates
  /** turns the messages' fates */
  fate: number
}

function messageOf(line: Line, place: Place): object {
  const { id: externalId, at } = place
  if (line.customer !== undefined) {
    const message = { type: 'text', text: { body: filled(line.customer, place) } }
    return { externalId, direction: 'INBOUND', at, message }
  }
  const sent = { externalId, direction: 'OUTBOUND', at, ...fateOf(line, place) }
  if (line.template) {
    const { message, text } = templateMessage(line.template, place)
    return { ...sent, source: 'AUTOMATION', message, text, templateId: place.templates[line.template] }
  }
  return { ...sent, by: place.agent, message: { type: 'text', text: { body: filled(line.agent ?? '', place) } } }
}

/** Most are read, some only delivered, and now and then a template is not. */
function fateOf({ fails, template }: Line, { at, fate }: Place): object {
  const code = fails ?? (template && fate % 9 === 5 ? (fate % 2 === 0 ? 131026 : 131049) : undefined)
  if (code !== undefined) return { deliveryStatus: 'FAILED', errors: [{ code, title: titles[code] }] }
  const deliveredAt = at + 2_000
  if (fate % 5 === 4) return { deliveryStatus: 'DELIVERED', deliveredAt }
  return { deliveryStatus: 'READ', deliveredAt, readAt: at + 45_000 }
}

const titles: Record<number, string> = {
  131026: 'Message undeliverable',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
}

function templateMessage(name: NonNullable<Line['template']>, { at, lead }: Place): { message: object; text: string } {
  const first = firstNameOf(lead)
  const when = new Date(at + day).toLocaleDateString('en-IN', {
    day: 'numeric',
    month: 'long',
    timeZone: 'Asia/Kolkata',
  })
  const amount = rupees(Math.round(lead.data.loan_amount / 48))
  const parameters =
    name === 'appointment_reminder'
      ? [first, `${when}, 11:00`].map((text) => ({ type: 'text', text }))
      : Object.entries({ customer_name: first, amount, due_date: when }).map(([parameter_name, text]) => ({
          type: 'text',
          parameter_name,
          text,
        }))
  return {
    message: {
      type: 'template',
      template: { name, language: { code: 'en' }, components: [{ type: 'body', parameters }] },
    },
    text:
      name === 'appointment_reminder'
        ? `Hi ${first}, your appointment is on ${when}, 11:00. Will you come?`
        : `Dear ${first}, ${amount} is due on ${when}. Please pay in time.`,
  }
}

const firstNameOf = ({ data }: DemoLead): string => data.name.split(' ')[0] ?? ''
const rupees = (amount: number): string => `₹${amount.toLocaleString('en-IN')}`
const agents: Record<string, string> = {
  'alex@paisapay.com': 'Alex',
  'priya@paisapay.com': 'Priya',
  'sameer@paisapay.com': 'Sameer',
  'ritu@paisapay.com': 'Ritu',
}

const filled = (text: string, { lead, agent }: Place): string =>
  text
    .replaceAll('{{first}}', firstNameOf(lead))
    .replaceAll('{{amount}}', rupees(lead.data.loan_amount))
    .replaceAll('{{city}}', lead.data.city)
    .replaceAll('{{agent}}', agents[agent ?? ''] ?? 'your adviser')
