import { BadInput } from '../../errors.ts'
import type { Sought } from './sql/search-chats.ts'

const shortest = 3

/** @throws BadInput where no index could find it */
export function readSearch(search: string): Sought {
  const text = search.trim()
  const digits = text.replaceAll(/[\s()+./-]/g, '')
  const isNumber = /^\d{3,15}$/.test(digits)
  // shorter than three letters there is no trigram to look up
  if ([...text].length < shortest && !isNumber) {
    throw new BadInput(`"search" must be at least ${shortest} characters long.`, {
      code: 'too_short',
      path: 'search',
      hint: 'A name, a part of a number, or words that the customer wrote.',
    })
  }
  return { text: `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`, digits: isNumber ? `%${digits}%` : null }
}
