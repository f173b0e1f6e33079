import type { ObjectKind } from '../../plugins/objects.ts'
import type { Graph, GraphAccount, GraphAnswer, GraphBody, GraphMethod } from '../client.ts'

/** How Meta's documents name what an id stands for. */
const namesOfIds: Readonly<Record<ObjectKind, string>> = {
  waba: '{WABA-ID}',
  number: '{Phone-Number-ID}',
  app: '{Application-ID}',
  template: '{TEMPLATE_ID}',
  flow: '{Flow-ID}',
  media: '{Media-ID}',
  group: '{group_id}',
  upload: '{Upload-Session-ID}',
}
const namesOfItems: Readonly<Record<string, string>> = { message_qrdls: '{QR-Code-ID}' }

/** One of Meta's calls, as a caller makes it. */
export interface PassedCall {
  method: GraphMethod
  version: string
  kind: ObjectKind
  objectId: string
  edge?: string | undefined
  item?: string | undefined
  query: URLSearchParams
  headers?: Readonly<Record<string, string>> | undefined
  body?: GraphBody | undefined
}

/** Any call for an object, as its caller wrote it. */
export function passOn(graph: Graph, account: GraphAccount, call: PassedCall): Promise<GraphAnswer> {
  const { method, version, kind, objectId, edge, item, query, headers, body } = call
  const itemName = item === undefined ? undefined : (namesOfItems[edge ?? ''] ?? '{Item-ID}')
  return graph.call(account, {
    method,
    documented: pathOf('{Version}', namesOfIds[kind], edge, itemName),
    path: pathOf(version, objectId, edge, item),
    query,
    ...(headers && { headers }),
    ...(body && { body }),
  })
}

const pathOf = (...parts: (string | undefined)[]): string => `/${parts.filter((part) => part !== undefined).join('/')}`
