import type { Problem } from '../../errors.ts'
import type { Template } from './types.ts'

/** A flagged template was complained of, and is still sent. */
const sendable: ReadonlySet<string> = new Set(['APPROVED', 'FLAGGED'])

const advice: Record<string, string> = {
  PENDING: 'Meta is still looking at it, mostly for less than a day.',
  IN_APPEAL: 'Meta is still looking at it.',
  PAUSED: 'Meta paused it because customers complained of it; it goes on by itself, or after you edit it.',
  DISABLED: 'Meta disabled it because customers complained of it: edit it, or make another.',
  REJECTED: 'Edit it and hand it in again: POST …/templates/check tells what Meta refuses.',
}

/** Which of the languages of a name is meant, or why none can be sent. */
export function choose(
  templates: readonly Template[],
  name: string,
  language: string | undefined,
): { template: Template } | { problem: Problem } {
  if (templates.length === 0) {
    return refuse('no_such_template', 'templateName', `There is no template "${name}" in this account.`, {
      hint: 'GET /v1/ext/plugin/whatsapp/{pluginId}/templates lists them.',
    })
  }
  const languages = templates.map((template) => template.language)
  if (language !== undefined) {
    const wanted = plain(language)
    const template = templates.find((each) => plain(each.language) === wanted)
    if (template) return approved(template)
    const has = `it has ${languages.join(', ')}`
    return refuse('no_such_language', 'language', `The template "${name}" has no language "${language}"; ${has}.`)
  }
  const candidates = templates.filter(({ status }) => sendable.has(status))
  const [first, ...others] = candidates.length > 0 ? candidates : templates
  if (first && others.length === 0) return approved(first)
  const choices = (candidates.length > 0 ? candidates : templates).map((each) => each.language).join(', ')
  return refuse('several_languages', 'language', `The template "${name}" exists in several languages: ${choices}.`, {
    hint: 'Say which in language.',
  })
}

function approved(template: Template): { template: Template } | { problem: Problem } {
  const { name, language, status, rejectedReason } = template
  if (sendable.has(status)) return { template }
  const why = rejectedReason ? ` (${rejectedReason})` : ''
  return refuse(
    'template_not_approved',
    'templateName',
    `The template "${name}" (${language}) is ${status}${why}, so it cannot be sent.`,
    {
      hint: advice[status] ?? 'Only approved templates are sent.',
    },
  )
}

/** `en-us` and `en_US` are one language. */
const plain = (language: string): string => language.replaceAll('-', '_').toLowerCase()

const refuse = (code: string, path: string, message: string, more: { hint?: string } = {}): { problem: Problem } => ({
  problem: { code, path, message, ...more },
})
