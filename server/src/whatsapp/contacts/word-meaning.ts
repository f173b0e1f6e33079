/** Longer texts are no single word of consent. */
export const longestWord = 60

/** As it is compared: without case, accents of Latin letters, punctuation, emoji and spare spaces. */
export const normalised = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

export interface Words {
  stopWords: readonly string[]
  startWords: readonly string[]
}

/** Whether a message as a whole is a word by which customers refuse or allow; a stop word where it is both. */
export function meaningOf(text: string, words: Words): 'OPTED_OUT' | 'OPTED_IN' | undefined {
  if (text.length > longestWord) return undefined
  const given = normalised(text)
  if (given === '') return undefined
  if (words.stopWords.some((word) => normalised(word) === given)) return 'OPTED_OUT'
  if (words.startWords.some((word) => normalised(word) === given)) return 'OPTED_IN'
  return undefined
}
