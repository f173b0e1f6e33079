import { v5 } from 'uuid'
import type { DemoLead } from './leads.ts'

const subjects: [subject: string, priority: number, description: string][] = [
  ['Address on the sanction letter is wrong', 2, 'The flat number is missing.'],
  ['Wants the instalment on the 5th', 1, 'Salary comes on the 1st, so the 5th suits better than the 28th.'],
  ['Receipt for the processing fee', 1, 'Needed for the tax return.'],
  ['App shows last month as unpaid', 3, 'It was paid on time; the receipt is in the chat.'],
  ['How to pay off early', 2, 'Asks for the amount as of the end of the month.'],
  ['Name of the co-applicant misspelt', 2, 'Deshpande, not Despande.'],
  ['Statement for the last year', 1, 'As PDF by e-mail.'],
  ['New phone number', 2, 'The old one stays reachable until the end of the month.'],
  ['Debit order was returned', 3, 'The account had changed; the new one is confirmed.'],
  ['Asks for a lower rate', 2, 'Has an offer of another bank at 9.9 %.'],
  ['Processing fee charged twice', 3, 'Accounts confirmed it; to be paid back in three working days.'],
  ['NOC after the last instalment', 1, 'The loan ended last week.'],
]
const hour = 3_600_000
const agents = ['ritu@paisapay.com', 'sameer@paisapay.com', 'priya@paisapay.com']

/** A dozen tickets of the last ten days as rows of an import: the older ones resolved, the newest not looked at yet. */
export const demoTickets = (teamId: string, leads: readonly DemoLead[], now: number): object[] =>
  subjects.map(([subject, priority, description], index) => {
    const ticketId = `TICKET-${String(index + 1).padStart(6, '0')}`
    const createdAt = now - (subjects.length - index) * 20 * hour + 2 * hour
    const state = index < 7 ? 'RESOLVED' : index < 10 ? 'IN_PROGRESS' : 'OPEN'
    const assignedTo = agents[index % agents.length]
    const at = Math.min(createdAt + (3 + (index % 4)) * hour, now)
    const data = {
      ticket_id: ticketId,
      subject,
      description,
      priority,
      phone_number: leads[index * 4 + 3]?.data.phone_number,
    }
    const move = {
      at,
      by: assignedTo,
      from: { state: 'OPEN' },
      to: { state, ...(state === 'RESOLVED' && { status: 'COMPLETED' }) },
    }
    return {
      id: v5(ticketId, teamId),
      createdAt,
      updatedAt: state === 'OPEN' ? createdAt : at,
      createdBy: 'alex@paisapay.com',
      assignedTo,
      state,
      data,
      history: [
        { at: createdAt, by: 'alex@paisapay.com', kind: 'process.created', to: { state: 'OPEN', data } },
        ...(state === 'OPEN' ? [] : [move]),
      ],
    }
  })
