import type { IncomingHttpHeaders } from 'node:http'
import type { Notifier } from '../webhooks/notifier.ts'
import type { WebhookSender } from '../webhooks/sender.ts'
import type { Statuses } from '../webhooks/statuses.ts'
import type { NodeKind, NodeOf, World } from '../world/world.ts'
import type { Misfortune } from './misfortune.ts'

/** What the answers to Graph calls are made with. */
export interface Services {
  world: World
  sender: WebhookSender
  notifier: Notifier
  statuses: Statuses
  misfortune: Misfortune
  /** writes a request down, for whoever asks what was sent */
  record(method: string, url: string, query: Record<string, string>, headers: IncomingHttpHeaders, body: unknown): void
  /** the simulator's own origin, for addresses of media; known once it listens */
  origin(): string
}

/** A file in a multipart request. */
export interface UploadedFile {
  filename: string | undefined
  mimeType: string
  bytes: Buffer
}

/** One request to the Graph API, its id looked up and its token checked. */
export interface GraphCall<Kind extends NodeKind = NodeKind> {
  services: Services
  node: NodeOf<Kind>
  version: string
  method: string
  id: string
  /** what follows the edge, e.g. the code of `/message_qrdls/{code}` */
  rest: string | undefined
  /** query, form fields or JSON: Meta takes parameters from any of them */
  params: Record<string, unknown>
  query: Record<string, string>
  headers: IncomingHttpHeaders
  files: Record<string, UploadedFile>
  /** bytes of a body that is neither JSON nor a form */
  raw: Buffer | undefined
}

export type GraphHandler<Kind extends NodeKind> = (call: GraphCall<Kind>) => unknown

/** The calls of one kind of object: `"GET"` for the object itself, `"POST messages"` for an edge. */
export type Edges<Kind extends NodeKind> = Readonly<Record<string, GraphHandler<Kind>>>

/** Bytes with a type of their own, in place of JSON. */
export class Bytes {
  readonly bytes: Buffer
  readonly mimeType: string

  constructor(bytes: Buffer, mimeType: string) {
    this.bytes = bytes
    this.mimeType = mimeType
  }
}

export const success = { success: true }
