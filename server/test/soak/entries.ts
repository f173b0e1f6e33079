import type { PersistentClient } from './persistent-client.ts'

export interface JobEntry {
  index: number
  completionStatus: string
  process: string | null
  errors: { message: string }[]
}

/** Every entry of a background job, page by page as the answers lead. */
export async function allEntries(client: PersistentClient, jobId: string): Promise<JobEntry[]> {
  const entries: JobEntry[] = []
  let next: string | null = `/v1/ext/background-job/${jobId}/entries?limit=1000`
  while (next) {
    const page: { _data: JobEntry[]; _meta: { next: string | null } } = await client.send('GET', next)
    entries.push(...page._data)
    next = page._meta.next
  }
  return entries
}
