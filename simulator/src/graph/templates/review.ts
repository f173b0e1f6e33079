import { type Decision, setTemplateCategory, setTemplateStatus } from '../../webhooks/templates.ts'
import type { Account } from '../../world/account.ts'
import type { Template } from '../../world/template.ts'
import type { Services } from '../call.ts'

/** Meta reads a template after it took it, and decides. */
export function review(services: Services, account: Account, template: Template, mayChangeCategory: boolean): void {
  const { settings } = services.world
  if (settings.templateDecisionMs === null) return
  services.sender.later(settings.templateDecisionMs, () => {
    if (account.templates.get(template.id) !== template || template.status !== 'PENDING') return
    void decide(services, account, template, mayChangeCategory)
  })
}

async function decide(
  services: Services,
  account: Account,
  template: Template,
  mayChangeCategory: boolean,
): Promise<void> {
  const problem = findProblem(account, template)
  if (problem) {
    await setTemplateStatus(services, account, template, 'REJECTED', problem)
    return
  }
  if (template.category === 'UTILITY' && isPromotional(template)) {
    if (!mayChangeCategory) {
      await setTemplateStatus(services, account, template, 'REJECTED', {
        reason: 'INCORRECT_CATEGORY',
        rejection: {
          reason: 'The template is marked as utility but promotes something.',
          recommendation: 'Submit it as MARKETING, or leave out what promotes.',
        },
      })
      return
    }
    await setTemplateCategory(services, account, template, 'MARKETING')
  }
  await setTemplateStatus(services, account, template, 'APPROVED')
}

const textsOf = (template: Template): string => template.components.map(({ text }) => text ?? '').join('\n')

const isPromotional = (template: Template): boolean =>
  /\b(\d+\s?% off|discount|sale|coupon|promo(tion|code)?|special offer|buy now)\b/i.test(textsOf(template))

/** What a reviewer rejects although the form is right. */
function findProblem(account: Account, template: Template): Decision | undefined {
  const texts = textsOf(template)
  if (/\}\}\s*\{\{/.test(texts)) {
    return {
      reason: 'INVALID_FORMAT',
      rejection: {
        reason: 'The template has parameters next to each other, without words or punctuation between them.',
        recommendation: 'Put words between the parameters, so that it is clear what each of them is.',
      },
    }
  }
  const urls = template.components.flatMap(({ buttons }) => buttons ?? []).map(({ url }) => url ?? '')
  if (/\b(bit\.ly|tinyurl\.com|goo\.gl|t\.co)\//i.test([texts, ...urls].join('\n'))) {
    return {
      reason: 'INVALID_FORMAT',
      rejection: {
        reason: 'The template has a shortened link, which hides where it leads.',
        recommendation: 'Use a link of your own domain.',
      },
    }
  }
  if (/\b(credit card number|card number|cvv|national id number|bank account number)\b/i.test(texts)) {
    return {
      reason: 'SCAM',
      rejection: {
        reason: 'The template asks for sensitive information.',
        recommendation: 'Do not ask customers for numbers of cards, accounts or identities.',
      },
    }
  }
  const twin = [...account.templates.values()].find(
    (other) =>
      other !== template &&
      other.status === 'APPROVED' &&
      other.language === template.language &&
      template.category !== 'AUTHENTICATION' &&
      JSON.stringify(other.components) === JSON.stringify(template.components),
  )
  if (twin) {
    return {
      reason: 'TAG_CONTENT_MISMATCH',
      rejection: {
        reason: `The template has the same content as "${twin.name}".`,
        recommendation: 'Use the existing template, or write a different one.',
      },
    }
  }
  return undefined
}
