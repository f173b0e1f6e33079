import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import { Upstream } from '../../errors.ts'
import { version } from '../../version.ts'
import { readAnswer } from './answer.ts'
import { GraphRefusal, GraphSilence } from './refusal.ts'
import { silenceOf } from './silence.ts'
import type { GraphAccount, GraphAnswer, GraphDownload, GraphRequest } from './types.ts'

export type {
  GraphAccount,
  GraphAnswer,
  GraphBody,
  GraphDownload,
  GraphMethod,
  GraphRequest,
  MetaError,
} from './types.ts'

const usualTimeoutMs = 30_000
const attempts = 3
/** Meta's, for a moment: https://developers.facebook.com/docs/graph-api/guides/error-handling */
const passingCodes: ReadonlySet<number> = new Set([1, 2, 131016, 133004])

/** Segments of a path: no empty one, no dots alone, nothing that could end it. */
const safePath = /^(\/(?!\.{1,2}(\/|$))[\w.:=~+@%-]+)+$/

/** The one place that speaks to Meta. What it is asked, and by which path of Meta's documents, stands in `calls/`. */
export class Graph {
  readonly #origins: ReadonlySet<string>
  readonly #pools = new Map<string, Pool>()

  /** @param parts.origins that may answer for Meta: NADI_GRAPH_URLS */
  constructor({ origins }: { origins: readonly string[] }) {
    this.#origins = new Set(origins)
  }

  /**
   * Asks Meta. A repeat follows only where it cannot do anything twice: of what only reads, and of what had not left when it failed.
   * @throws GraphRefusal where Meta says no, GraphSilence where it says nothing
   */
  async call<Body = unknown>(account: GraphAccount, request: GraphRequest): Promise<GraphAnswer<Body>> {
    const isRepeatable = request.isRepeatable ?? request.method === 'GET'
    const isKept = !(request.body && !Buffer.isBuffer(request.body.content))
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once<Body>(account, request)
      } catch (error) {
        if (attempt === attempts || !isKept || !mayRepeat(error, isRepeatable)) throw error
        await wait(200 * attempt ** 2)
      }
    }
  }

  /** The bytes behind an address that Meta gave: of media, of a template's header. It takes the token, as its documents say. */
  async download(account: GraphAccount, address: string): Promise<GraphDownload> {
    const { origin, pathname, search } = new URL(address)
    if (!mayHoldMedia(origin, account)) {
      throw new Upstream(`Meta named ${origin} as the place of a file, which is not one of its own.`)
    }
    try {
      const { statusCode, headers, body } = await this.#pool(origin).request({
        method: 'GET',
        path: pathname + search,
        headers: { authorization: `Bearer ${account.accessToken}`, 'user-agent': userAgent },
        headersTimeout: usualTimeoutMs,
        bodyTimeout: usualTimeoutMs,
      })
      if (statusCode < 300) return { status: statusCode, headers, body }
      const answer = await readAnswer({ statusCode, headers, body })
      throw new GraphRefusal(statusCode, errorIn(answer) ?? { code: 0, message: `HTTP ${statusCode}` })
    } catch (error) {
      throw silenceOf(error)
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()))
    this.#pools.clear()
  }

  async #once<Body>(account: GraphAccount, request: GraphRequest): Promise<GraphAnswer<Body>> {
    const { method, path, timeoutMs = usualTimeoutMs } = request
    if (!this.#origins.has(account.graphUrl)) {
      throw new Upstream(`${account.graphUrl} is not among the addresses that may answer for Meta.`, {
        code: 'graph_url_not_allowed',
        hint: 'The operator lists them in NADI_GRAPH_URLS.',
      })
    }
    if (!safePath.test(path)) throw new Error(`${path} is no path of the Graph API.`)
    const { content, headers } = contentOf(request)
    let answer: GraphAnswer<Body>
    try {
      answer = await readAnswer(
        await this.#pool(account.graphUrl).request({
          method,
          path: path + queryOf(account, request),
          headers: {
            authorization: `${schemeOf(path)} ${account.accessToken}`,
            'user-agent': userAgent,
            ...headers,
            ...request.headers,
          },
          body: content,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
        }),
      )
    } catch (error) {
      throw silenceOf(error)
    }
    if (answer.status < 300) return answer
    const error = errorIn(answer)
    if (error) throw new GraphRefusal(answer.status < 400 ? 502 : answer.status, error)
    // not the Graph API's own words: something before it answered
    if (answer.status >= 500 || answer.status < 400) {
      throw new GraphSilence({ reason: `HTTP ${answer.status}`, isTimeout: false, mayHaveArrived: true })
    }
    throw new GraphRefusal(answer.status, { code: 0, message: `HTTP ${answer.status}` })
  }

  #pool(origin: string): Pool {
    let pool = this.#pools.get(origin)
    if (!pool) {
      // an idle connection is dropped well before Meta drops it, so that none breaks under a message
      pool = new Pool(origin, { connect: { timeout: 5_000 }, keepAliveTimeout: 20_000, allowH2: false })
      this.#pools.set(origin, pool)
    }
    return pool
  }
}

/** in the form that Meta's OpenAPI document asks for */
const userAgent = `nadi/${version}`

/** Upload sessions are documented with a name of their own for the same token: https://developers.facebook.com/docs/graph-api/guides/upload */
const schemeOf = (path: string): string => (/^\/v[\d.]+\/upload:/.test(path) ? 'OAuth' : 'Bearer')

const mayRepeat = (error: unknown, isRepeatable: boolean): boolean => {
  if (error instanceof GraphSilence) return isRepeatable || !error.mayHaveArrived
  return (
    isRepeatable && error instanceof GraphRefusal && (error.error.is_transient || passingCodes.has(error.error.code))
  )
}

function queryOf({ proof }: GraphAccount, { query = {} }: GraphRequest): string {
  const search = new URLSearchParams(query)
  if (proof !== undefined) search.set('appsecret_proof', proof)
  return search.size === 0 ? '' : `?${search}`
}

function contentOf({ json, form, body }: GraphRequest) {
  if (json !== undefined) return { content: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
  if (form) {
    const content = new URLSearchParams(form).toString()
    return { content, headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  }
  if (!body) return { content: null, headers: {} }
  const { content, contentType, length } = body
  const headers = {
    ...(contentType && { 'content-type': contentType }),
    ...(length !== undefined && { 'content-length': String(length) }),
  }
  return { content, headers }
}

function errorIn({ body }: GraphAnswer): GraphRefusal['error'] | undefined {
  const error = (body as { error?: GraphRefusal['error'] } | null)?.error
  return typeof error === 'object' && error !== null && typeof error.code === 'number' ? error : undefined
}

/** Meta's files lie on servers of its own beside the Graph API; a stand-in for Meta has them itself. */
const mayHoldMedia = (origin: string, { graphUrl }: GraphAccount): boolean =>
  origin === graphUrl || /^https:\/\/([\w-]+\.)*(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net)$/.test(origin)
