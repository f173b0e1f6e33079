import type { Problem } from '../../errors.ts'
import { uuidForm } from '../../uuid.ts'
import { nearest } from '../attributes/nearest.ts'
import { join } from './items.ts'

/** A letter, then letters, digits, underscores and hyphens: safe in a URL, and never to be taken for a uuid. */
const shortIdForm = /^[a-z][a-z0-9_-]{0,62}$/i

export function checkShortId(section: string, shortId: string): Problem[] {
  const path = join(section, shortId)
  if (section === 'procedures' && shortId === 'phoneNumber') {
    return [{ code: 'reserved_short_id', message: `${path}: a procedure cannot be named phoneNumber.`, path }]
  }
  if (shortIdForm.test(shortId) && !uuidForm.test(shortId)) return []
  return [
    {
      code: 'bad_short_id',
      message: `${path}: the short id ${JSON.stringify(shortId.slice(0, 80))} must be a letter followed by at most 62 letters, digits, underscores or hyphens.`,
      path,
    },
  ]
}

/** Says that a name in a document names nothing, and which one was probably meant. */
export function unknownName(what: string, name: string, known: Iterable<string>, path: string): Problem {
  const names = [...known]
  const near = nearest(name, names)
  return {
    code: `unknown_${what.replaceAll(' ', '_')}`,
    message: `${path} names the ${what} ${name}, which does not exist${near ? `; did you mean ${near}?` : '.'}`,
    path,
    hint: names.length > 0 ? `There are ${names.slice(0, 30).join(', ')}.` : `There is no ${what} yet.`,
  }
}
