import type { TeamAtHand } from '../../harness/nadi.ts'
import { theSimulator } from '../../harness/simulator.ts'
import { ended, entriesOf } from '../../platform/background-jobs/jobs.ts'
import { refreshed, type TemplatesAtHand } from '../templates/templates-at-hand.ts'

/** A team that sends batches. */
export interface BatchTeam extends TeamAtHand {
  at: TemplatesAtHand
  /** begins a batch; answers as the call does */
  begin(messages: object[], head?: object, headers?: Record<string, string>): ReturnType<TeamAtHand['api']['post']>
  /** sends a batch to its end */
  send(messages: object[], head?: object): Promise<SentBatch>
}

export interface SentBatch {
  id: string
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test asserts
  job: any
  counts: Record<string, number>
  entries: {
    index: number
    completionStatus: string
    chatMessage: string | null
    errors: { code: string; message: string; path?: string }[]
  }[]
}

/** The simulator sends as fast as it is asked to, and tells no statuses, unless a test wants otherwise. */
export const calm = {
  statuses: [],
  throughputPerSecond: null,
  pairBurst: null,
  answerDelayMs: 0,
  failureRate: 0,
} as const

export async function batchTeam(team: TeamAtHand): Promise<BatchTeam> {
  Object.assign(theSimulator().settings, calm)
  const at = await refreshed(team)
  const path = `/v1/ext/plugin/whatsapp/${at.plugin.pluginId}/send-template-messages`
  const begin: BatchTeam['begin'] = (messages, head = {}, headers = {}) =>
    team.api.post(path, { ...usual(at), ...head, messages }, headers)
  const send: BatchTeam['send'] = async (messages, head) => {
    const begun = await begin(messages, head)
    if (begun.status !== 200) throw new Error(`The batch was refused: ${begun.body._errors.join(' ')}`)
    return whole(team, begun.body._data.id)
  }
  return { ...team, at, begin, send }
}

const usual = ({ plugin }: TemplatesAtHand) => ({
  whatsappPhoneNumberId: plugin.phoneNumberId,
  templateName: 'appointment_reminder',
  language: 'en',
})

/** The job and its entries, once it has ended. */
export async function whole({ api }: Pick<TeamAtHand, 'api'>, id: string): Promise<SentBatch> {
  const { body } = await ended(api, id)
  const entries = (await entriesOf(api, id, '?limit=1000')).body._data
  return { id, job: body._data, counts: body._meta.bjEntryCompletionStatusVsCount, entries }
}

let customers = 0

/** A row for a customer to whom no other test writes. */
export const row = (changes: object = {}): { phoneNumber: string } & Record<string, unknown> => ({
  phoneNumber: `9197${String(10_000_000 + ++customers)}`,
  mapping: [
    { schemaPropertyName: '1', schemaPropertyValue: 'Asha' },
    { schemaPropertyName: '2', schemaPropertyValue: '3 March' },
  ],
  ...changes,
})

export const rows = (count: number): ReturnType<typeof row>[] => Array.from({ length: count }, () => row())

/** How often each number got a message of the business. */
export function receivedBy(numbers: readonly string[]): number[] {
  const counts = new Map<string, number>()
  for (const { address } of theSimulator().sent.values()) counts.set(address, (counts.get(address) ?? 0) + 1)
  return numbers.map((number) => counts.get(number) ?? 0)
}
