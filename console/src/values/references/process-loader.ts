import type { Process } from '@nadi/sdk'
import { api } from '../../api/client.ts'

type Answer = (process: Process | undefined) => void

/** of ids that are asked for within so many milliseconds, one call is made */
const gather = 5
const mostIds = 100

/** ids that wait for the next call, by procedure */
const waiting = new Map<string, Map<string, Answer[]>>()

/** A process by its uuid, or undefined where it is not there or not for this role. Whoever asks for many at once causes few calls. */
export function loadProcess(procedure: string, id: string): Promise<Process | undefined> {
  return new Promise((resolve, reject) => {
    const ids = waiting.get(procedure) ?? new Map<string, Answer[]>()
    ids.set(id, [...(ids.get(id) ?? []), resolve])
    if (!waiting.has(procedure)) {
      waiting.set(procedure, ids)
      setTimeout(() => void fetchWaiting(procedure).catch(reject), gather)
    }
  })
}

async function fetchWaiting(procedure: string): Promise<void> {
  const ids = waiting.get(procedure) ?? new Map<string, Answer[]>()
  waiting.delete(procedure)
  const all = [...ids.keys()]
  for (let start = 0; start < all.length; start += mostIds) {
    const some = all.slice(start, start + mostIds)
    const { data } = await api.call('POST /v1/ext/procedure/{procedure}/process/list', {
      path: { procedure },
      body: { where: { id: some }, limit: mostIds },
    })
    const found = new Map(data.map((process) => [process.id, process]))
    for (const id of some) for (const answer of ids.get(id) ?? []) answer(found.get(id))
  }
}
