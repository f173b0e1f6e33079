import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Api } from '../../harness/api.ts'

/** The job's last answer, once it has ended. */
export async function ended(api: Api, id: string): Promise<Answer> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    const answer = await api.get(`/v1/ext/background-job/${id}`)
    if (answer.body._data?.completionStatus !== 'IN_PROGRESS') return answer
    await sleep(50)
  }
  throw new Error(`The background job ${id} did not end.`)
}

/** Sends rows to be created and waits until all are settled. */
export async function bulkCreate(api: Api, rows: unknown, procedure = 'lead'): Promise<Answer> {
  const begun = await api.post(`/v1/ext/procedure/${procedure}/process/bulk-create`, rows)
  if (begun.status !== 200) throw new Error(`The rows were refused: ${begun.body._errors.join(' ')}`)
  return ended(api, begun.body._data.id)
}

export async function bulkUpdate(api: Api, processes: unknown, procedure = 'lead'): Promise<Answer> {
  const begun = await api.patch(`/v1/ext/procedure/${procedure}/process`, { processes })
  if (begun.status !== 200) throw new Error(`The rows were refused: ${begun.body._errors.join(' ')}`)
  return ended(api, begun.body._data.id)
}

export const entriesOf = (api: Api, id: string, query = ''): Promise<Answer> =>
  api.get(`/v1/ext/background-job/${id}/entries${query}`)
