import type { Draft, DraftFindings } from './findings.ts'

const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION']

/** How long Meta may try to deliver, seconds: https://developers.facebook.com/docs/business-messaging/whatsapp/templates/time-to-live */
const lifetimes: Record<string, [number, number]> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
}

/** Name, language, category. https://developers.facebook.com/docs/business-messaging/whatsapp/templates/overview */
export function checkHeading(draft: Draft, findings: DraftFindings): void {
  const { name, language, category, parameter_format: format, message_send_ttl_seconds: lifetime } = draft
  if (!/^[a-z0-9_]+$/.test(name)) {
    const fitting = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9_]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
    findings.refuse(
      'bad_name',
      'name',
      `The name "${name}" may hold only small letters, digits and underscores.`,
      fitting ? `Such as ${fitting}.` : undefined,
    )
  }
  findings.atMost(name, 512, 'name', 'The name')
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language)) {
    const fitting = language.replace('-', '_').replace(/^[a-z]+/i, (part) => part.toLowerCase())
    const hint = /^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(fitting) ? `Such as ${fitting}.` : 'Such as en, en_US, hi or pt_BR.'
    findings.refuse('bad_language', 'language', `"${language}" is not written as Meta writes languages.`, hint)
  }
  if (!categories.includes(category)) {
    findings.refuse('bad_category', 'category', `The category must be one of ${categories.join(', ')}.`)
  }
  if (format !== undefined && !['POSITIONAL', 'NAMED'].includes(format.toUpperCase())) {
    findings.refuse('bad_parameter_format', 'parameter_format', 'The parameter_format must be POSITIONAL or NAMED.')
  }
  const [least, most] = lifetimes[category] ?? [0, Number.MAX_SAFE_INTEGER]
  if (lifetime !== undefined && lifetime !== -1 && (lifetime < least || lifetime > most)) {
    const message = `A ${category} template may be tried for ${least} to ${most} seconds, not for ${lifetime}.`
    findings.refuse('bad_lifetime', 'message_send_ttl_seconds', message)
  }
}
