import { randomInt } from 'node:crypto'
import { BadInput } from '../../errors.ts'

export const shortest = 10
export const longest = 200

/** @throws BadInput for a password that is too easily guessed */
export function assertGoodPassword(password: string, username: string): void {
  if ([...password].length < shortest) {
    throw new BadInput(`"password" must have at least ${shortest} characters.`, {
      code: 'password_too_short',
      path: 'password',
      hint: 'A few words that only you would put together are easier to keep than signs.',
    })
  }
  const [name = ''] = username.split('@')
  const isName = [username, name].some((each) => each.toLowerCase() === password.trim().toLowerCase())
  if (isName || new Set(password).size < 3) {
    throw new BadInput('"password" must not be the username, nor one or two characters repeated.', {
      code: 'password_too_simple',
      path: 'password',
      hint: 'A few words that only you would put together are easier to keep than signs.',
    })
  }
}

/** none that look alike */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Twelve letters in groups, some 59 bits, for a person to type once: `k7mq-4fzt-9xwd`. */
export const newOneTimePassword = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  )
