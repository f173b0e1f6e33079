import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { performance } from 'node:perf_hooks'
import { Agent, request } from 'undici'
import { BadInput } from '../errors.ts'
import { isPublicAddress } from './public-address.ts'
import { readBeginning } from './read-beginning.ts'
import { causeOf, SendError } from './send-error.ts'

export interface Post {
  headers: Record<string, string>
  body: string | Buffer
  /** for the whole of it: name, connection, answer */
  timeoutMs: number
}

export interface PostAnswer {
  status: number
  headers: Record<string, string>
  /** its first 64 kB */
  body: Buffer
  ms: number
}

export interface SafePostOptions {
  /** origins that are let through although they are private: NADI_ALLOWED_HOOKS */
  allowedHooks: readonly string[]
  /** all addresses of a name; the system's unless a test has its own */
  resolve?: (hostname: string) => Promise<LookupAddress[]>
}

const systemResolve = (hostname: string): Promise<LookupAddress[]> => systemLookup(hostname, { all: true })

const longestUrl = 2_000
const resolveMs = 3_000
const connectMs = 10_000
const keptAnswer = 64 * 1024

/**
 * Sends to addresses that users gave, which must not lead into the network of the server (SSRF). A name is resolved when its connection is made, and
 * the connection goes to the very addresses that were checked, so that a name that answers otherwise the next moment (DNS rebinding) leads nowhere.
 * Redirects are not followed. Connections stay open for the next one.
 */
export class SafePost {
  readonly #allowed: ReadonlySet<string>
  readonly #resolve: (hostname: string) => Promise<LookupAddress[]>
  readonly #guarded: Agent
  readonly #open: Agent

  constructor({ allowedHooks, resolve = systemResolve }: SafePostOptions) {
    this.#allowed = new Set(allowedHooks.map((origin) => new URL(origin).origin))
    this.#resolve = resolve
    const kept = { keepAliveTimeout: 30_000, keepAliveMaxTimeout: 60_000, maxResponseSize: -1 }
    this.#guarded = new Agent({ ...kept, connect: { timeout: connectMs, lookup: this.#guardedLookup } })
    this.#open = new Agent({ ...kept, connect: { timeout: connectMs } })
  }

  /**
   * POSTs, and answers whatever came back, also a redirect or an error.
   * @throws SendError where no answer came, or the address is refused: its message tells a person why
   */
  async send(url: string, { headers, body, timeoutMs }: Post): Promise<PostAnswer> {
    const began = performance.now()
    const target = readUrl(url)
    if (target instanceof BadInput) throw new SendError(target.message, { isRefused: true })
    const isAllowed = this.#allowed.has(target.origin)
    if (!isAllowed && isPrivateHost(target.hostname)) throw refusedAddress(target.hostname)
    try {
      const response = await request(target, {
        method: 'POST',
        headers,
        body,
        dispatcher: isAllowed ? this.#open : this.#guarded,
        signal: AbortSignal.timeout(timeoutMs),
      })
      const answer = await readBeginning(response.body, keptAnswer)
      const ms = Math.round(performance.now() - began)
      return { status: response.statusCode, headers: flat(response.headers), body: answer, ms }
    } catch (error) {
      throw causeOf(error, timeoutMs)
    }
  }

  /**
   * For checks when an address is saved. A name that nobody knows yet is let through: sending looks again.
   * @throws BadInput where it is no web address, or leads to a private network
   */
  async assertPublicUrl(url: string, path = 'url'): Promise<void> {
    const target = readUrl(url)
    if (target instanceof BadInput) throw new BadInput(target.message, { path, code: 'bad_url', ...hintOf(target) })
    if (this.#allowed.has(target.origin)) return
    const refuse = (address: string): never => {
      throw new BadInput(
        `${path} leads to ${address === target.hostname ? address : `${target.hostname}, which is ${address}`}: an address that is not of the public internet, to which nothing is sent.`,
        { code: 'private_address', path, hint: howToAllow(target.origin) },
      )
    }
    if (isPrivateHost(target.hostname)) refuse(target.hostname)
    for (const { address } of await this.#resolveWithin(target.hostname)) {
      if (!isPublicAddress(address)) refuse(address)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#guarded.destroy(), this.#open.destroy()])
  }

  /** None where the name is not known, or its server is slow. */
  async #resolveWithin(hostname: string): Promise<LookupAddress[]> {
    if (isIP(bare(hostname))) return []
    const slow = new Promise<LookupAddress[]>((resolve) => setTimeout(resolve, resolveMs, []).unref())
    return Promise.race([this.#resolve(hostname).catch(() => []), slow])
  }

  readonly #guardedLookup: LookupFunction = (hostname, options, callback) => {
    const refuse = (error: Error) => callback(error as NodeJS.ErrnoException, [])
    this.#resolve(hostname).then((addresses) => {
      const [first] = addresses
      const hidden = addresses.find(({ address }) => !isPublicAddress(address))
      if (hidden) return refuse(refusedAddress(hostname, hidden.address))
      if (!first) return refuse(new SendError(`The name ${hostname} has no address.`))
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    }, refuse)
  }
}

function readUrl(url: string): URL | BadInput {
  if (url.length > longestUrl) return new BadInput(`The address is longer than ${longestUrl} characters.`)
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (!target || !/^https?:$/.test(target.protocol)) {
    return new BadInput(`"${url}" is not a web address.`, { hint: 'Give one like https://hooks.example.com/nadi.' })
  }
  if (target.username || target.password) {
    return new BadInput('The address holds a user name or a password, which logs would show.', {
      hint: 'Verify the signature of what arrives instead, or put a token into the path.',
    })
  }
  return target
}

const hintOf = ({ problems }: BadInput): { hint?: string } => {
  const hint = problems[0]?.hint
  return hint === undefined ? {} : { hint }
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** Without asking anybody: an address that is not public, or a name of this machine (RFC 6761). */
const isPrivateHost = (hostname: string): boolean =>
  isIP(bare(hostname)) ? !isPublicAddress(bare(hostname)) : /(^|\.)localhost\.?$/i.test(hostname)

const howToAllow = (origin: string): string =>
  `If it is meant, the operator of this server adds ${origin} to NADI_ALLOWED_HOOKS and starts it again.`

const refusedAddress = (hostname: string, address = hostname): SendError =>
  new SendError(
    `${hostname === address ? address : `${hostname} is ${address}, which`} is not an address of the public internet, so nothing was sent. If it is meant, the operator of this server adds its origin to NADI_ALLOWED_HOOKS.`,
    { isRefused: true },
  )

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
