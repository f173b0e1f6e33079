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

export interface DemoLead {
  data: Record<string, unknown>
  state: string
  assignedTo: string
}

const at = <T>(items: readonly T[], index: number): T => items[index % items.length] as T

/** Sixty leads, the same at each first start but for their times, which lie in the two weeks before `now`. */
export function demoLeads(now: Date): DemoLead[] {
  return Array.from({ length: 60 }, (_, index) => {
    const name = `${at(first, index * 5)} ${at(last, index * 7 + Math.floor(index / 10))}`
    return {
      data: {
        name,
        phone_number: `+9198765${String(40_000 + index * 37).padStart(5, '0')}`,
        email: `${name.toLowerCase().replace(' ', '.')}${index}@example.com`,
        city: at(cities, index * 3),
        loan_amount: 50_000 + ((index * 37) % 40) * 25_000,
        source: at(sources, index * 2),
        next_call_time: now.getTime() + (index - 20) * 3_600_000,
      },
      state: 'NEW',
      assignedTo: 'alex@paisapay.com',
    }
  })
}
