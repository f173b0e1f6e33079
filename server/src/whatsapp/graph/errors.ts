import { graphCodes } from './codes/graph-codes.ts'
import { messageCodes } from './codes/message-codes.ts'
import { numberCodes } from './codes/number-codes.ts'
import { subcodes } from './codes/subcodes.ts'

export interface Explained {
  /** what happened: a whole sentence */
  says: string
  /** what to do about it */
  advice: string
}

const codes = { ...graphCodes, ...messageCodes, ...numberCodes }
const permission = 10
const unknown = [
  'Meta refused the request.',
  'Read what Meta says; its page "Cloud API error codes" lists its codes.',
] as const

/** Meta's code in words. */
export function explain(code: number, subcode?: number): Explained {
  const known = (subcode === undefined ? undefined : subcodes[subcode]) ?? codes[code]
  // 200 to 299 are all of permissions
  const [says, advice] = known ?? (code >= 200 && code <= 299 ? codes[permission] : undefined) ?? unknown
  return { says, advice }
}
