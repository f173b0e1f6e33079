import type { IncomingHttpHeaders } from 'node:http'
import fastify from 'fastify'
import { pushBounded } from './bounded.ts'
import { Customer } from './customer/customer.ts'
import { graphApi } from './graph/api.ts'
import type { Services } from './graph/call.ts'
import { Misfortune, type MishapAs, usuallyAs } from './graph/misfortune.ts'
import { digitsOf } from './ids.ts'
import { Meta } from './meta.ts'
import { phoneApi } from './phone/api.ts'
import { phonePage } from './phone/page.ts'
import { Random } from './random.ts'
import { defaultSettings, type Settings, wrongSettings } from './settings.ts'
import { Notifier } from './webhooks/notifier.ts'
import { type WebhookAnswer, WebhookSender } from './webhooks/sender.ts'
import { Statuses } from './webhooks/statuses.ts'
import type { Account, AccountInput } from './world/account.ts'
import type { Message } from './world/message.ts'
import { limits, type NodeOf, World } from './world/world.ts'

export interface SimulatorOptions {
  /** 0, as unless said, takes any free one */
  port?: number
  host?: string
  settings?: Partial<Settings>
  /** the default account; what is not given is made up */
  account?: AccountInput
  /** makes failures, losses and disorder the same in every run */
  seed?: number
}

/** A request as the business made it. */
export interface RecordedRequest {
  method: string
  path: string
  query: Record<string, string>
  headers: IncomingHttpHeaders
  body: unknown
}

/** A running stand-in for Meta: HTTP for the business, this object for whoever plays the customers. */
export class Simulator {
  /** stands in for https://graph.facebook.com */
  readonly url: string
  readonly account: Account
  readonly world: World
  /** what Meta decides by itself */
  readonly meta: Meta
  /** the latest requests of the business */
  readonly requests: RecordedRequest[]
  /** origins whose pages may show the phone in a frame: none, unless they are added */
  readonly framedBy: Set<string>
  readonly #services: Services
  readonly #stop: () => Promise<void>

  constructor(parts: {
    url: string
    account: Account
    services: Services
    requests: RecordedRequest[]
    framedBy: Set<string>
    stop: () => Promise<void>
  }) {
    this.url = parts.url
    this.account = parts.account
    this.world = parts.services.world
    this.requests = parts.requests
    this.framedBy = parts.framedBy
    this.meta = new Meta(parts.services)
    this.#services = parts.services
    this.#stop = parts.stop
  }

  /** May be changed at any time. */
  get settings(): Settings {
    return this.world.settings
  }

  /** Messages of both directions by wamid, as many as are remembered; the business's are those with direction `out`. */
  get messages(): ReadonlyMap<string, Message> {
    return this.world.messages
  }

  /** Messages of the business that were accepted, by wamid, oldest first. */
  get sent(): Map<string, Message> {
    return new Map([...this.world.messages].filter(([, { direction }]) => direction === 'out'))
  }

  /** What became of webhooks. */
  get webhooks(): Readonly<WebhookSender['counts']> {
    return this.#services.sender.counts
  }

  addAccount(input: AccountInput = {}): Account {
    return this.world.addAccount(input)
  }

  /** Sends an account's webhooks to an address, without the handshake that a subscription over HTTP begins with. */
  subscribe({ wabaId = this.account.wabaId, url }: { wabaId?: string; url: string }): void {
    const account = this.#accountOf(wabaId)
    account.subscription = { url, verifyToken: account.verifyToken, isOverride: false, at: this.world.clock.now() }
  }

  /** A customer with this number, who talks with the first number of the default account unless another is named. */
  customer(number: string, options: { phoneNumberId?: string; name?: string } = {}): Customer {
    const profile = this.world.customer(digitsOf(number))
    if (options.name !== undefined) profile.name = options.name
    return new Customer(this.#services, profile, this.number(options.phoneNumberId))
  }

  /** @throws Error where there is no such number */
  number(phoneNumberId = this.account.phoneNumbers[0]?.id ?? ''): NodeOf<'number'> {
    const node = this.world.number(phoneNumberId)
    if (!node) throw new Error(`The simulator has no phone number ${phoneNumberId}.`)
    return node
  }

  /** Any event, as given, signed with the account's secret. */
  emit(event: unknown, { wabaId = this.account.wabaId }: { wabaId?: string } = {}): Promise<WebhookAnswer> {
    return this.#services.notifier.raw(this.#accountOf(wabaId), event)
  }

  /** The next messages end with this error, in the answer or later by a status as Meta does unless said. */
  errorNext(code: number, { times = 1, as = usuallyAs(code) }: { times?: number; as?: MishapAs } = {}): void {
    this.#services.misfortune.expect({ kind: 'error', code, as }, times)
  }

  /** The next messages are accepted, but the connection ends before the business hears of it. */
  loseNextAnswer(times = 1): void {
    this.#services.misfortune.expect({ kind: 'lost answer' }, times)
  }

  /** The next messages never arrive: the connection ends at once. */
  loseNextRequest(times = 1): void {
    this.#services.misfortune.expect({ kind: 'lost request' }, times)
  }

  /** Resolves when no webhook is under way or waits. */
  idle(): Promise<void> {
    return this.#services.sender.idle()
  }

  close(): Promise<void> {
    return this.#stop()
  }

  #accountOf(wabaId: string): Account {
    const account = this.world.accounts.get(wabaId)
    if (!account) throw new Error(`The simulator has no account ${wabaId}.`)
    return account
  }
}

/** Starts one on a port of its own. @throws Error where a setting is wrong */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const wrong = wrongSettings(options.settings ?? {})
  if (wrong.length > 0) throw new Error(wrong.join(' '))
  const settings: Settings = { ...defaultSettings, ...options.settings }
  const world = new World(settings, new Random(options.seed ?? Math.floor(Math.random() * 2 ** 32)))
  const account = world.addAccount(options.account ?? {})
  const sender = new WebhookSender(world)
  const notifier = new Notifier(world, sender)
  const requests: RecordedRequest[] = []
  const framedBy = new Set<string>()
  let url = ''
  const services: Services = {
    world,
    sender,
    notifier,
    statuses: new Statuses(world, notifier, sender),
    misfortune: new Misfortune(),
    record: (method, path, query, headers, body) =>
      pushBounded(requests, { method, path, query, headers, body }, limits.requests),
    origin: () => url,
  }
  const app = fastify({ forceCloseConnections: true, bodyLimit: 5 * 1024 * 1024 })
  await app.register((scope) => phoneApi(scope, services, requests))
  await app.register((scope) => phonePage(scope, () => [...framedBy]))
  await app.register((scope) => graphApi(scope, services))
  url = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })
  const stop = async (): Promise<void> => {
    await sender.close()
    await app.close()
  }
  return new Simulator({ url, account, services, requests, framedBy, stop })
}
