import type { Process } from '@nadi/sdk'
import { api } from '../../api/client.ts'

type Asked = Map<string, PromiseWithResolvers<Process | undefined>>

/** of ids that are asked for within so many milliseconds, one call is made */
const gather = 5
const mostIds = 100

/** ids that wait for the next call, by procedure */
const waiting = new Map<string, Asked>()

/** A process by its uuid, or undefined where it is not there or not for this role. Whoever asks for many at once causes few calls. */
export function loadProcess(procedure: string, id: string): Promise<Process | undefined> {
  let asked = waiting.get(procedure)
  if (!asked) {
    asked = new Map()
    waiting.set(procedure, asked)
    setTimeout(() => fetchWaiting(procedure), gather)
  }
  const promised = asked.get(id) ?? Promise.withResolvers<Process | undefined>()
  asked.set(id, promised)
  return promised.promise
}

function fetchWaiting(procedure: string): void {
  const asked = [...(waiting.get(procedure) ?? [])]
  waiting.delete(procedure)
  for (let start = 0; start < asked.length; start += mostIds) {
    void fetchMany(procedure, asked.slice(start, start + mostIds))
  }
}

async function fetchMany(
  procedure: string,
  asked: readonly (readonly [string, PromiseWithResolvers<Process | undefined>])[],
) {
  try {
    const { data } = await api.call('POST /v1/ext/procedure/{procedure}/process/list', {
      path: { procedure },
      body: { where: { id: asked.map(([id]) => id) }, limit: mostIds },
    })
    const found = new Map(data.map((process) => [process.id, process]))
    for (const [id, { resolve }] of asked) resolve(found.get(id))
  } catch (error) {
    for (const [, { reject }] of asked) reject(error)
  }
}
