import type { TFunction } from 'i18next'
import type { Finding } from './use-draft-check.ts'

/** What a finding tells whoever writes in the builder, where the API's own words are for programs. */
export function findingText(t: TFunction, { code, path, message, hint }: Finding): string {
  if (code === 'example_missing') {
    return path.includes('header_handle')
      ? t('Upload an example: Meta looks at it in the review.')
      : t('Give an example for each parameter: Meta reads them in the review.')
  }
  if (code === 'empty' && path.includes('BUTTONS.')) return t('The button has no text.')
  if (code === 'card_outline') return t('It is built otherwise than the first card: all have a text, or none has.')
  const words = message.replace(/^Button \d+/, t('The button'))
  return [words, hint].filter(Boolean).join(' ')
}

/** The same in a list of all, where one must be told which card it is about. */
export function findingInList(t: TFunction, finding: Finding): string {
  const [, index] = /^CAROUSEL\.cards\.(\d+)/.exec(finding.path) ?? []
  const problem = findingText(t, finding)
  return index === undefined ? problem : t('Card {{number}}: {{problem}}', { number: Number(index) + 1, problem })
}

/** The first that is wrong at a place of the draft or below it. */
export const findingAt = (t: TFunction, findings: readonly Finding[], place: string): string | undefined => {
  const found = findings.find(({ path }) => path === place || path.startsWith(`${place}.`))
  return found && findingText(t, found)
}
