import { hash, verify } from '@node-rs/argon2'
import { Gate } from '../../gate.ts'

/** Argon2id as OWASP's password storage cheat sheet recommends it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Each takes a thread of Node's pool, which files and look-ups of names need as well. */
const gate = new Gate(2)

/** The same letters may be typed as different code points. */
const typed = (password: string): string => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> => gate.pass(() => hash(typed(password), cost))

let nobodys: Promise<string> | undefined

/** Without a hash it answers false after the same work: time does not tell whether somebody has an account. */
export async function isPassword(hashed: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password')
  const against = hashed ?? (await nobodys)
  const isRight = await gate.pass(() => verify(against, typed(password)))
  return isRight && hashed !== undefined
}
