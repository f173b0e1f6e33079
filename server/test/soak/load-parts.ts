import type { Ledger } from './ledger.ts'
import type { PersistentClient } from './persistent-client.ts'
import type { Random } from './random.ts'

export const leads = '/v1/ext/procedure/lead/process'

export interface LoadParts {
  client: PersistentClient
  ledger: Ledger
  random: Random
  /** rows of each bulk job */
  bulkRows: number
  /** no bulk job is begun when so many rows have been sent */
  mostBulkRows: number
}
