import type { Taker } from './queue.store.ts'
import type { Notice } from './queue.ts'

/** Whether an endpoint gets a notice. */
export function takes(endpoint: Taker, { pluginId, kind, procedureId }: Omit<Notice, 'body'>): boolean {
  switch (endpoint.kind) {
    case 'PASS_THROUGH':
      return endpoint.pluginId === pluginId && (kind === 'passthrough' || endpoint.events.includes(kind))
    case 'CHAKRA':
      return endpoint.pluginId === pluginId && endpoint.events.includes(kind)
    case 'EVENTS':
      return (
        endpoint.events.some((pattern) => fits(pattern, kind)) &&
        (endpoint.procedureIds === null || !procedureId || endpoint.procedureIds.includes(procedureId))
      )
  }
}

/** `*` is every event of the engine, `process.*` all of processes. */
export const fits = (pattern: string, kind: string): boolean =>
  kind.includes('.') &&
  (pattern === '*' || pattern === kind || (pattern.endsWith('.*') && kind.startsWith(pattern.slice(0, -1))))
