import type { Services } from './graph/call.ts'
import type { WebhookAnswer } from './webhooks/sender.ts'
import { type Decision, setTemplateCategory, setTemplateQuality, setTemplateStatus } from './webhooks/templates.ts'
import type { PhoneNumber } from './world/account.ts'
import type { Template, TemplateCategory, TemplateStatus } from './world/template.ts'
import type { NodeOf } from './world/world.ts'

type Told = Promise<WebhookAnswer>

/** What Meta decides by itself; each tells the business and resolves with its callback's answer. */
export class Meta {
  readonly #services: Services

  constructor(services: Services) {
    this.#services = services
  }

  decidesTemplate(templateId: string, status: TemplateStatus, decision: Decision = {}): Told {
    const { account, template } = this.#template(templateId)
    return setTemplateStatus(this.#services, account, template, status, decision)
  }

  movesTemplate(templateId: string, category: TemplateCategory): Told {
    const { account, template } = this.#template(templateId)
    return setTemplateCategory(this.#services, account, template, category)
  }

  ratesTemplate(templateId: string, quality: Template['qualityScore']): Told {
    const { account, template } = this.#template(templateId)
    return setTemplateQuality(this.#services, account, template, quality)
  }

  /** The number may write to more or fewer customers a day: `TIER_10K`. */
  limitsNumber(phoneNumberId: string, tier: string): Told {
    const { account, number } = this.#number(phoneNumberId)
    const old = number.messagingLimitTier
    number.messagingLimitTier = tier
    const rank = (name: string): number => tiers.indexOf(name)
    return this.#services.notifier.aboutAccount(account, 'phone_number_quality_update', {
      display_phone_number: number.digits,
      event: rank(tier) >= rank(old) ? 'UPGRADE' : 'DOWNGRADE',
      old_limit: old,
      current_limit: tier,
      max_daily_conversations_per_business: tier,
    })
  }

  /** The number may send a thousand messages a second. */
  upgradesThroughput(phoneNumberId: string): Told {
    const { account, number } = this.#number(phoneNumberId)
    number.throughputLevel = 'HIGH'
    return this.#services.notifier.aboutAccount(account, 'phone_number_quality_update', {
      display_phone_number: number.digits,
      event: 'THROUGHPUT_UPGRADE',
      current_limit: 'TIER_UNLIMITED',
      max_daily_conversations_per_business: 'TIER_UNLIMITED',
    })
  }

  /** Meta has no webhook for the rating itself: whoever reads the number sees it. */
  ratesNumber(phoneNumberId: string, quality: PhoneNumber['qualityRating']): void {
    this.#number(phoneNumberId).number.qualityRating = quality
  }

  decidesName(phoneNumberId: string, decision: 'APPROVED' | 'REJECTED', name: string): Told {
    const { account, number } = this.#number(phoneNumberId)
    if (decision === 'APPROVED') number.verifiedName = name
    return this.#services.notifier.aboutAccount(account, 'phone_number_name_update', {
      display_phone_number: number.digits,
      decision,
      requested_verified_name: name,
      rejection_reason: decision === 'REJECTED' ? 'NAME_EMPLOYEE_ISSUE' : null,
    })
  }

  /** An `account_update`: `DISABLED_UPDATE` with `ban_info`, `ACCOUNT_RESTRICTION`, `PARTNER_REMOVED` … */
  updatesAccount(wabaId: string, event: string, more: Record<string, unknown> = {}): Told {
    const account = this.#services.world.accounts.get(wabaId)
    if (!account) throw new Error(`The simulator has no account ${wabaId}.`)
    return this.#services.notifier.aboutAccount(account, 'account_update', { event, ...more })
  }

  #template(id: string): NodeOf<'template'> {
    const node = this.#services.world.node(id)
    if (node?.kind !== 'template') throw new Error(`The simulator has no template ${id}.`)
    return node
  }

  #number(id: string): NodeOf<'number'> {
    const node = this.#services.world.number(id)
    if (!node) throw new Error(`The simulator has no phone number ${id}.`)
    return node
  }
}

const tiers = ['TIER_50', 'TIER_250', 'TIER_1K', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']
