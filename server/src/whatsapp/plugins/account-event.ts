import type { Tx } from '../../database/database.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { readAccountFacts } from './account-facts.ts'
import { unknownHealth } from './health.ts'
import type { AccountAlert, Plugin, PluginHealth } from './plugin.ts'
import * as store from './store.ts'

export interface AccountChange {
  /** Meta's: `account_update`, `phone_number_quality_update` … */
  field: string
  value: Readonly<Record<string, unknown>>
  at: Date
}

const alertsKept = 20

/**
 * Brings health and numbers of a plugin forward by what an event of Meta tells. Of two events that speak of the same, the later one counts, in
 * whatever order they come and however often.
 */
export async function applyAccountEvent(
  tx: Tx,
  scope: Scope,
  plugin: Pick<Plugin, 'id'>,
  change: AccountChange,
): Promise<void> {
  if (!(await store.lockPlugin(tx, scope, plugin.id))) return
  const row = await store.findPlugin(tx, scope, plugin.id)
  if (!row) return
  const facts = readAccountFacts(change.field, change.value)
  const before = row.health ?? unknownHealth
  const told = new Told(before, change.at.getTime())

  for (const number of row.numbers) {
    if (!facts.number || (facts.number.digits !== undefined && facts.number.digits !== number.digits)) continue
    const news = told.newsOf(`number ${number.digits}`, facts.number.details)
    if (Object.keys(news).length === 0) continue
    await store.mergeNumberDetails(tx, scope, { pluginId: plugin.id, phoneNumberId: number.id }, news)
  }
  const account = { ...before.account, ...told.newsOf('account', facts.account) }
  const alert = facts.alert && { at: change.at.getTime(), ...facts.alert }
  const isNew = alert !== null && !before.account.alerts.some((known) => isSame(known, alert))
  const alerts = isNew ? [...before.account.alerts, alert].sort(byTime).slice(-alertsKept) : before.account.alerts
  await store.updateHealth(tx, scope, plugin.id, { ...before, account: { ...account, alerts }, told: told.times })
  if (isNew) await recordEvent(tx, scope, { kind: 'plugin.alert', subjectId: plugin.id, before: null, after: alert })
}

/** When each fact was told last. */
class Told {
  readonly times: Record<string, number>
  readonly #at: number

  constructor(health: PluginHealth, at: number) {
    this.times = { ...health.told }
    this.#at = at
  }

  /** Those of `facts` that nothing later has said otherwise. */
  newsOf<Facts extends object>(of: string, facts: Facts): Partial<Facts> {
    const news: Partial<Facts> = {}
    for (const name of Object.keys(facts) as (keyof Facts & string)[]) {
      const key = `${of} ${name}`
      if ((this.times[key] ?? Number.NEGATIVE_INFINITY) > this.#at) continue
      this.times[key] = this.#at
      news[name] = facts[name]
    }
    return news
  }
}

const isSame = (one: AccountAlert, other: AccountAlert): boolean =>
  one.at === other.at && one.kind === other.kind && one.text === other.text

const byTime = (one: AccountAlert, other: AccountAlert): number =>
  one.at - other.at || (one.kind + one.text < other.kind + other.text ? -1 : 1)
