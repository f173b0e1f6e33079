import { v5 } from 'uuid'

const first = [
  'Asha',
  'Rohan',
  'Meera',
  'Vikram',
  'Nisha',
  'Arjun',
  'Kavya',
  'Imran',
  'Divya',
  'Suresh',
  'Fatima',
  'Joseph',
]
const last = ['Rao', 'Sharma', 'Iyer', 'Khan', 'Patil', 'Das', 'Nair', 'Gupta', 'Reddy', 'Thomas']
const cities = ['Pune', 'Mumbai', 'Nagpur', 'Bengaluru', 'Hyderabad', 'Goa', 'Indore']
const sources = ['WEBSITE', 'WHATSAPP', 'REFERRAL', 'WALK_IN', 'ADVERT']
const agents = ['sameer@paisapay.com', 'ritu@paisapay.com', 'alex@paisapay.com', 'priya@paisapay.com']
/** how far the leads have come, in turn */
const paths = [
  ['NEW'],
  ['NEW', 'CONTACTED'],
  ['NEW', 'CONTACTED', 'QUALIFIED'],
  ['NEW', 'CONTACTED', 'QUALIFIED', 'CONVERTED'],
  ['NEW', 'CONTACTED', 'LOST'],
  ['NEW', 'CONTACTED'],
]
const statuses: Record<string, string> = { CONVERTED: 'COMPLETED', LOST: 'CANCELLED' }

const hour = 3_600_000
const twoWeeks = 14 * 24 * hour

export const demoLeadCount = 60

/** A row of the import: what the rest of the demo asks of it. */
export interface DemoLead {
  id: string
  createdAt: number
  assignedTo: string
  state: string
  data: { lead_id: string; name: string; phone_number: string; city: string; loan_amount: number }
  [more: string]: unknown
}

const at = <T>(items: readonly T[], index: number): T => items[index % items.length] as T

/**
 * Sixty leads as rows of an import, with two weeks of history behind them. The same at each call for the same team and time, so that an import
 * cut short can be sent again.
 * @param now where their history ends, epoch milliseconds
 */
export const demoLeads = (teamId: string, now: number): DemoLead[] =>
  Array.from({ length: demoLeadCount }, (_, index) => demoLead(teamId, now, index))

function demoLead(teamId: string, now: number, index: number): DemoLead {
  const leadId = `LEAD-${String(index + 1).padStart(6, '0')}`
  const id = v5(leadId, teamId)
  const createdAt = now - twoWeeks + Math.floor((index * (twoWeeks - 12 * hour)) / demoLeadCount)
  // LEAD-000042 is the one to try a call on
  const path = leadId === 'LEAD-000042' ? ['NEW', 'CONTACTED'] : at(paths, index)
  const step = Math.floor((now - createdAt) / (path.length + 1))
  const assignedTo = at(agents, index)
  const name = `${at(first, index * 5)} ${at(last, index * 7 + Math.floor(index / 10))}`
  const state = path.at(-1) ?? 'NEW'
  const isOpen = !statuses[state]
  const due = now + ((index % 9) - 3) * 5 * hour
  const data = {
    lead_id: leadId,
    name,
    phone_number: `+9198765${40_000 + index * 37}`,
    email: `${name.toLowerCase().replace(' ', '.')}${index + 1}@example.com`,
    city: at(cities, index * 3),
    loan_amount: 50_000 + ((index * 37) % 40) * 25_000,
    source: at(sources, index * 2),
    ...(isOpen && { next_call_time: due }),
  }
  const moves = path.slice(1).map((to, number) => ({
    at: createdAt + (number + 1) * step,
    by: assignedTo,
    from: { state: path[number] },
    to: { state: to, ...(statuses[to] && { status: statuses[to] }) },
  }))
  return {
    id,
    createdAt,
    updatedAt: moves.at(-1)?.at ?? createdAt,
    createdBy: 'alex@paisapay.com',
    assignedTo,
    state,
    ...(isOpen && index % 5 === 0 && { nextActionAt: due + hour }),
    data,
    record: { data: { name, phone_number: data.phone_number, city: data.city } },
    history: [
      { at: createdAt, by: 'alex@paisapay.com', kind: 'process.created', to: { state: 'NEW', data } },
      ...moves,
    ],
    tasks: [
      ...moves.map((move, number) => call(v5(`${leadId} call ${number}`, teamId), move.at, assignedTo, move.to.state)),
      ...(isOpen && (index % 5 === 2 || index % 5 === 4)
        ? [{ ...callToMake(v5(`${leadId} call`, teamId), assignedTo, due), at: moves.at(-1)?.at ?? createdAt }]
        : []),
    ],
  }
}

/** Stands in its assignee's day. */
const callToMake = (id: string, assignedTo: string, dueBy: number) => ({
  id,
  stateTask: 'call',
  status: 'OPEN',
  createdBy: assignedTo,
  assignedTo,
  dueBy,
})

function call(id: string, time: number, assignedTo: string, ledTo: string): object {
  const isLost = ledTo === 'LOST'
  return {
    id,
    stateTask: 'call',
    status: 'COMPLETED',
    at: time,
    createdBy: assignedTo,
    assignedTo,
    data: {
      call_disposition: isLost ? 'NOT_INTERESTED' : 'INTERESTED',
      remarks: isLost ? 'Has taken a loan elsewhere.' : 'Asked for the next step.',
    },
  }
}
