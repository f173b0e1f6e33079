import { NadiError } from './error.ts'
import type { Calls } from './generated/calls.ts'
import { type ListName, nextCursor } from './pages.ts'
import { mayRepeat, pause, waitBefore } from './retry.ts'
import { follow, type StreamMessage, type StreamOptions } from './stream.ts'

export type CallName = keyof Calls

type Field<Name extends CallName, Part extends string> = Calls[Name] extends Record<Part, infer Value> ? Value : never

/** Fields of a part are optional altogether where each of them is. */
type Part<Name extends CallName, Key extends string> =
  Field<Name, Key> extends never
    ? unknown
    : Partial<Field<Name, Key>> extends Field<Name, Key>
      ? { [K in Key]?: Field<Name, Key> }
      : { [K in Key]: Field<Name, Key> }

/** What a call takes: parts of its path, its query, its body. */
export type Input<Name extends CallName> = Part<Name, 'path'> & Part<Name, 'query'> & Part<Name, 'body'> & Options

interface Options {
  /** names a write, so that a repeat is not done twice; `true` makes one up, and lets the client try again by itself */
  idempotencyKey?: string | true
  /** the version that was seen last; a 412 where it is another by now */
  ifMatch?: number
  signal?: AbortSignal
}

export interface Answer<Name extends CallName> {
  data: Field<Name, 'data'>
  meta: Field<Name, 'meta'>
  requestId: string | null
}

type Item<Name extends ListName> = Field<Name, 'data'> extends readonly (infer Each)[] ? Each : never

export interface NadiOptions {
  /** such as http://127.0.0.1:8420 */
  url: string
  /** left out by a page that Nadi itself serves: there the cookie of whoever signed in speaks */
  apiKey?: string
  /** in place of the global one */
  fetch?: typeof fetch
}

/** An input where nothing must be given may be left out. */
type Arguments<Name extends CallName> = Options extends Input<Name> ? [input?: Input<Name>] : [input: Input<Name>]

/**
 * A client of Nadi's API. Every call is named by its method and path, as the API explorer shows it.
 *
 * @example
 * const nadi = new Nadi({ url: 'http://127.0.0.1:8420', apiKey: process.env.NADI_API_KEY ?? '' })
 * const { data } = await nadi.call('GET /v1/ext/pods')
 */
export class Nadi {
  readonly #url: string
  readonly #apiKey: string | undefined
  readonly #fetch: typeof fetch

  constructor({ url, apiKey, fetch: given }: NadiOptions) {
    this.#url = url.replace(/\/+$/, '')
    this.#apiKey = apiKey
    this.#fetch = given ?? ((...request) => fetch(...request))
  }

  /**
   * Waits and tries again where Nadi asks for it (429), and where it cannot do anything twice (503, no answer).
   * @throws NadiError where Nadi refuses
   */
  async call<Name extends CallName>(name: Name, ...[input]: Arguments<Name>): Promise<Answer<Name>> {
    const response = await this.#send(name, input ?? {}, 'application/json')
    const body: unknown = await response.json()
    const { _data, _meta, _errors } = body as { _data?: unknown; _meta?: unknown; _errors?: unknown }
    const isEnvelope = Array.isArray(_errors)
    return {
      data: (isEnvelope ? _data : body) as Field<Name, 'data'>,
      meta: (isEnvelope ? _meta : {}) as Field<Name, 'meta'>,
      requestId: response.headers.get('x-request-id'),
    }
  }

  /** The answer as it comes: bytes of a photo, rows of an export. */
  raw<Name extends CallName>(name: Name, ...[input]: Arguments<Name>): Promise<Response> {
    return this.#send(name, input ?? {}, '*/*')
  }

  /**
   * Every item of a list, page after page.
   * @example for await (const process of nadi.each('POST /v1/ext/procedure/{procedure}/process/list', { path: { procedure: 'lead' }, body: {} })) …
   */
  async *each<Name extends ListName>(name: Name, ...[input]: Arguments<Name>): AsyncGenerator<Item<Name>, void> {
    const part = name.startsWith('GET') ? 'query' : 'body'
    const first = (input ?? {}) as Record<string, object | undefined>
    let cursor: string | undefined
    do {
      const page = cursor === undefined ? first : { ...first, [part]: { ...first[part], cursor } }
      const { data, meta } = await this.call(name, ...([page] as unknown as Arguments<Name>))
      yield* data as Iterable<Item<Name>>
      cursor = nextCursor(meta)
    } while (cursor !== undefined)
  }

  /**
   * What changes, as it changes. A connection that breaks is made again where it was, so that nothing is missed.
   * @throws NadiError where Nadi refuses, as after the key was revoked
   * @example
   * for await (const { type, data } of nadi.stream({ signal })) {
   *   if (type === 'change' && data.kind === 'message.received') await show(data.chat)
   *   if (type === 'reset') await showAll()
   * }
   */
  stream(options: StreamOptions = {}): AsyncGenerator<StreamMessage, void> {
    return follow(async (headers, signal) => {
      const request = {
        headers: { ...headers, accept: 'text/event-stream', ...this.#credentials },
        signal,
      }
      const response = await this.#fetch(`${this.#url}/v1/ext/stream`, request)
      if (!response.ok) throw await refusalOf(response)
      return response
    }, options)
  }

  get #credentials(): { authorization?: string } {
    return this.#apiKey === undefined ? {} : { authorization: `Bearer ${this.#apiKey}` }
  }

  async #send(name: string, input: object, accept: string): Promise<Response> {
    const [method = 'GET', path = '/'] = name.split(' ')
    const { path: parts, query, body, idempotencyKey, ifMatch, signal } = input as Sent
    const key = idempotencyKey === true ? crypto.randomUUID() : idempotencyKey
    const headers = {
      accept,
      ...this.#credentials,
      ...(body !== undefined && !isSentAsItIs(body) && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    }
    const request = {
      method,
      headers,
      ...(body !== undefined && { body: isSentAsItIs(body) ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    }
    const isSafe = method === 'GET' || key !== undefined
    return this.#repeated(this.#url + filled(path, parts) + asked(query), request, isSafe)
  }

  async #repeated(url: string, request: RequestInit, isSafe: boolean): Promise<Response> {
    for (let attempt = 2; ; attempt++) {
      const response = await this.#fetch(url, request).catch((error: unknown) => {
        if (request.signal?.aborted || !mayRepeat(undefined, isSafe) || waitBefore(attempt, null) === undefined)
          throw error
        return undefined
      })
      if (response?.ok) return response
      const wait = waitBefore(attempt, response?.headers.get('retry-after') ?? null)
      if (response && (wait === undefined || !mayRepeat(response.status, isSafe))) throw await refusalOf(response)
      await pause(wait ?? 0, request.signal ?? undefined)
    }
  }
}

interface Sent extends Options {
  path?: Record<string, string | number>
  query?: Record<string, unknown>
  body?: unknown
}

/** Forms and files bring a content type of their own. */
const isSentAsItIs = (body: unknown): body is FormData | Blob => body instanceof FormData || body instanceof Blob

const filled = (path: string, parts: Sent['path'] = {}): string =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = parts[name]
    if (value === undefined || value === '') throw new TypeError(`The path ${path} needs ${name}.`)
    return encodeURIComponent(value)
  })

function asked(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) if (each !== undefined) search.append(name, String(each))
  }
  return search.size === 0 ? '' : `?${search}`
}

async function refusalOf(response: Response): Promise<NadiError> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return new NadiError(response.status, isJson ? JSON.parse(text) : text, response.headers.get('x-request-id'))
}
