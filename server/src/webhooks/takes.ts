import type { Taker } from './queue.store.ts'
import type { Notice } from './queue.ts'

/** Whether an endpoint gets a notice. */
export function takes(endpoint: Taker, { pluginId, kind, procedureId }: Omit<Notice, 'body'>): boolean {
  switch (endpoint.kind) {
    case 'PASS_THROUGH':
      return endpoint.pluginId === pluginId && passes(endpoint, kind)
    case 'CHAKRA':
      return endpoint.pluginId === pluginId && endpoint.events.includes(kind)
    case 'EVENTS':
      return (
        endpoint.events.some((pattern) => fits(pattern, kind)) &&
        (endpoint.procedureIds === null || !procedureId || endpoint.procedureIds.includes(procedureId))
      )
  }
}

/** Of the Chakra webhook's own events a pass-through endpoint gets none: its echoes are Meta's. */
function passes(endpoint: Taker, kind: string): boolean {
  if (kind === 'passthrough') return true
  if (kind.startsWith(echoPrefix)) return endpoint.events.includes(kind.slice(echoPrefix.length))
  return kind === 'send_message_template' && endpoint.events.includes(kind)
}

const echoPrefix = 'passthrough_'

/** `*` is every event of the engine, `process.*` all of processes. */
export const fits = (pattern: string, kind: string): boolean =>
  kind.includes('.') &&
  (pattern === '*' || pattern === kind || (pattern.endsWith('.*') && kind.startsWith(pattern.slice(0, -1))))
