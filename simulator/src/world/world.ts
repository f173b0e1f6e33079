import { EventEmitter } from 'node:events'
import { BoundedMap } from '../bounded.ts'
import { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Settings } from '../settings.ts'
import { type Account, type AccountInput, makeAccount, type PhoneNumber } from './account.ts'
import type { Call } from './call.ts'
import type { Conversation } from './conversation.ts'
import type { CustomerProfile } from './customer-profile.ts'
import type { Flow } from './flow.ts'
import type { Group } from './group.ts'
import type { Media } from './media.ts'
import type { Message } from './message.ts'
import { sampleTemplates } from './sample-templates.ts'
import type { Template } from './template.ts'
import { type Upload, Uploads } from './uploads.ts'
import { UserIds } from './user-ids.ts'

/** How much is remembered; what is older is forgotten, so that memory stays bounded however long the simulator runs. */
export const limits = {
  messages: 50_000,
  conversations: 50_000,
  customers: 100_000,
  mediaBytes: 256 * 1024 * 1024,
  requests: 5_000,
  calls: 10_000,
  uploads: 200,
}

/** What an id in a path can stand for. */
export type Node =
  | { kind: 'account'; account: Account }
  | { kind: 'number'; account: Account; number: PhoneNumber }
  | { kind: 'template'; account: Account; template: Template }
  | { kind: 'media'; account: Account; media: Media }
  | { kind: 'app'; account: Account }
  | { kind: 'flow'; account: Account; flow: Flow }
  | { kind: 'upload'; account: Account; upload: Upload }
  | { kind: 'group'; account: Account; group: Group }

export type NodeKind = Node['kind']
export type NodeOf<Kind extends NodeKind> = Extract<Node, { kind: Kind }>

interface WorldEvents {
  /** something in a conversation changed */
  conversation: [conversation: Conversation]
}

/** Everything the simulator knows, as Meta would. No HTTP here. */
export class World {
  readonly settings: Settings
  readonly clock = new Clock()
  readonly random: Random
  readonly accounts = new Map<string, Account>()
  readonly events = new EventEmitter<WorldEvents>()
  readonly #nodes = new Map<string, Node>()
  readonly #conversations = new BoundedMap<string, Conversation>(limits.conversations)
  readonly #customers = new BoundedMap<string, CustomerProfile>(limits.customers)
  readonly messages = new BoundedMap<string, Message>(limits.messages, (message) =>
    this.conversation(message.phoneNumberId, message.address)?.messages.delete(message.wamid),
  )

  readonly calls = new BoundedMap<string, Call>(limits.calls)
  readonly uploads = new Uploads(limits.uploads, ({ id }) => this.removeNode(id))
  readonly userIds = new UserIds(limits.customers)
  /** files by id, oldest first, and how large they are together */
  readonly media = new Map<string, Media>()
  mediaBytes = 0

  constructor(settings: Settings, random: Random) {
    this.settings = settings
    this.random = random
    this.events.setMaxListeners(0)
  }

  addAccount(input: AccountInput): Account {
    const account = makeAccount(input, this.clock.now())
    if (this.accounts.has(account.wabaId)) throw new Error(`There is an account ${account.wabaId} already.`)
    this.accounts.set(account.wabaId, account)
    this.addNode(account.wabaId, { kind: 'account', account })
    if (!this.#nodes.has(account.appId)) this.addNode(account.appId, { kind: 'app', account })
    for (const number of account.phoneNumbers) this.addNode(number.id, { kind: 'number', account, number })
    if (input.withTemplates !== false) {
      for (const template of sampleTemplates(this.clock.now())) this.addTemplate(account, template)
    }
    return account
  }

  addTemplate(account: Account, template: Template): void {
    account.templates.set(template.id, template)
    this.addNode(template.id, { kind: 'template', account, template })
  }

  addNode(id: string, node: Node): void {
    this.#nodes.set(id, node)
  }

  removeNode(id: string): void {
    this.#nodes.delete(id)
  }

  node(id: string): Node | undefined {
    return this.#nodes.get(id)
  }

  /** The account and number that an id of a number, or its digits, stand for. */
  number(idOrDigits: string): NodeOf<'number'> | undefined {
    const node = this.#nodes.get(idOrDigits)
    if (node?.kind === 'number') return node
    for (const account of this.accounts.values()) {
      const number = account.phoneNumbers.find(({ digits }) => digits === idOrDigits)
      if (number) return { kind: 'number', account, number }
    }
    return undefined
  }

  /** By its id or its name. */
  flow(account: Account, idOrName: unknown): Flow | undefined {
    return this.flowsOf(account).find(({ id, name }) => id === String(idOrName) || name === idOrName)
  }

  flowsOf(account: Account): Flow[] {
    return [...this.#nodes.values()].flatMap((node) =>
      node.kind === 'flow' && node.account === account ? [node.flow] : [],
    )
  }

  groupsOf(phoneNumberId: string): Group[] {
    return [...this.#nodes.values()].flatMap((node) =>
      node.kind === 'group' && node.group.phoneNumberId === phoneNumberId ? [node.group] : [],
    )
  }

  isToken(token: string): boolean {
    for (const account of this.accounts.values()) if (account.accessToken === token) return true
    return false
  }

  /** `{app id}|{app secret}`: the app itself asks. https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens */
  isAppToken(token: string): boolean {
    for (const { appId, appSecret } of this.accounts.values()) if (token === `${appId}|${appSecret}`) return true
    return false
  }

  /** The app that a token belongs to; paths may call it `app`. */
  appOf(token: string): string {
    for (const account of this.accounts.values()) if (account.accessToken === token) return account.appId
    return ''
  }

  conversation(phoneNumberId: string, address: string): Conversation | undefined {
    return this.#conversations.get(`${phoneNumberId}:${address}`)
  }

  openConversation(phoneNumberId: string, address: string): Conversation {
    const known = this.conversation(phoneNumberId, address)
    if (known) return known
    const conversation: Conversation = {
      phoneNumberId,
      address,
      messages: new Map(),
      lastInboundAt: undefined,
      pairLeft: Number.POSITIVE_INFINITY,
      pairAt: 0,
      typingUntil: 0,
      callPermission: { status: 'none', until: undefined },
      updatedAt: this.clock.now(),
    }
    this.#conversations.set(`${phoneNumberId}:${address}`, conversation)
    return conversation
  }

  conversations(): Iterable<Conversation> {
    return this.#conversations.values()
  }

  /** Someone with this number; whoever was never heard of has WhatsApp and a made-up name. */
  customer(waId: string): CustomerProfile {
    const known = this.#customers.get(waId)
    if (known) return known
    const customer: CustomerProfile = {
      waId,
      name: `Customer ${waId.slice(-4)}`,
      username: undefined,
      hidesNumber: false,
      hasWhatsApp: true,
      takesMarketing: true,
    }
    this.#customers.set(waId, customer)
    return customer
  }

  /** Without making one up. */
  knownCustomer(waId: string): CustomerProfile | undefined {
    return this.#customers.get(waId)
  }

  customers(): Iterable<CustomerProfile> {
    return this.#customers.values()
  }

  remember(message: Message): Conversation {
    const conversation = this.openConversation(message.phoneNumberId, message.address)
    this.messages.set(message.wamid, message)
    conversation.messages.set(message.wamid, message)
    conversation.updatedAt = message.at
    if (message.direction === 'in') conversation.lastInboundAt = message.at
    this.changed(conversation)
    return conversation
  }

  changed(conversation: Conversation): void {
    if (this.events.listenerCount('conversation') > 0) this.events.emit('conversation', conversation)
  }
}
