/** How the simulator behaves. Everything may be changed while it runs. */
export interface Settings {
  /** which statuses of an accepted message follow by themselves; `read` otherwise when the customer reads. A failure is always told. */
  statuses: readonly AutomaticStatus[]
  /** how long a webhook waits before it leaves, in milliseconds */
  delayMs: number
  /** the share of webhooks that are sent twice, 0 to 1 */
  repeat: number
  /** the share of webhooks that overtake or fall behind others, 0 to 1 */
  reorder: number
  /** the share of webhooks that are never sent, 0 to 1 */
  loss: number
  /** the share of messages refused with Meta's 131000, 0 to 1 */
  failureRate: number
  /** the share of accepted messages that end as failed with 131026, 0 to 1 */
  undeliverableRate: number
  /** how long an answer to the business takes, in milliseconds */
  answerDelayMs: number
  /** messages a second that each number may send (130429 beyond it); null: no limit */
  throughputPerSecond: number | null
  /** messages that may go to one customer at once, regained one in six seconds (131056 beyond it); null: no limit */
  pairBurst: number | null
  /** whether the file behind a `link` is fetched and judged by type and size, as Meta does (131053) */
  fetchLinks: boolean
  /** how a free-form message outside the customer-service window is refused: Meta accepts it and tells by a failed status */
  windowRefusal: 'status' | 'answer' | 'never'
  /** how long Meta takes to decide about a template, in milliseconds; null: until decided by hand */
  templateDecisionMs: number | null
  /** the most changes in one webhook */
  webhookBatch: number
  /** webhooks under way at once */
  webhookConnections: number
  /** the first wait before a webhook is sent again; each further one doubles it */
  retryFirstMs: number
  retryLongestMs: number
  /** after this time Meta gives a webhook up */
  retryForMs: number
  /** webhooks waiting beyond this number are given up, oldest first */
  webhooksWaiting: number
}

export type AutomaticStatus = 'sent' | 'delivered' | 'read'

export const defaultSettings: Settings = {
  statuses: ['sent', 'delivered'],
  delayMs: 0,
  repeat: 0,
  reorder: 0,
  loss: 0,
  failureRate: 0,
  undeliverableRate: 0,
  answerDelayMs: 0,
  throughputPerSecond: 80,
  pairBurst: 45,
  fetchLinks: false,
  windowRefusal: 'status',
  templateDecisionMs: 0,
  webhookBatch: 1,
  webhookConnections: 16,
  retryFirstMs: 50,
  retryLongestMs: 1_000,
  retryForMs: 10 * 60_000,
  webhooksWaiting: 100_000,
}

type Rule = (value: unknown) => boolean

const share: Rule = (value) => typeof value === 'number' && value >= 0 && value <= 1
const whole =
  (least: number): Rule =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least
const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null || rule(value)

const rules: Record<keyof Settings, [rule: Rule, says: string]> = {
  statuses: [
    (value) => Array.isArray(value) && value.every((each) => ['sent', 'delivered', 'read'].includes(each)),
    'a list of "sent", "delivered" and "read"',
  ],
  delayMs: [whole(0), 'a whole number of milliseconds'],
  repeat: [share, 'a number from 0 to 1'],
  reorder: [share, 'a number from 0 to 1'],
  loss: [share, 'a number from 0 to 1'],
  failureRate: [share, 'a number from 0 to 1'],
  undeliverableRate: [share, 'a number from 0 to 1'],
  answerDelayMs: [whole(0), 'a whole number of milliseconds'],
  throughputPerSecond: [orNull(whole(1)), 'a whole number from 1, or null'],
  pairBurst: [orNull(whole(1)), 'a whole number from 1, or null'],
  fetchLinks: [(value) => typeof value === 'boolean', 'true or false'],
  windowRefusal: [(value) => ['status', 'answer', 'never'].includes(value as string), '"status", "answer" or "never"'],
  templateDecisionMs: [orNull(whole(0)), 'a whole number of milliseconds, or null'],
  webhookBatch: [whole(1), 'a whole number from 1'],
  webhookConnections: [whole(1), 'a whole number from 1'],
  retryFirstMs: [whole(1), 'a whole number of milliseconds from 1'],
  retryLongestMs: [whole(1), 'a whole number of milliseconds from 1'],
  retryForMs: [whole(0), 'a whole number of milliseconds'],
  webhooksWaiting: [whole(1), 'a whole number from 1'],
}

/** @returns what is wrong with the changes, one sentence each; none: they may be applied */
export function wrongSettings(changes: object): string[] {
  return Object.entries(changes).flatMap(([name, value]) => {
    const known = rules[name as keyof Settings]
    if (!known) return [`There is no setting "${name}". Known are: ${Object.keys(rules).join(', ')}.`]
    const [rule, says] = known
    return rule(value) ? [] : [`"${name}" must be ${says}.`]
  })
}
