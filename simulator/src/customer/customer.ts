import { askEndpoint, type FlowAnswer, type FlowRequest } from '../flows/exchange.ts'
import type { Services } from '../graph/call.ts'
import { statusError } from '../graph-error.ts'
import { digitsOf, secret, wamid } from '../ids.ts'
import type { WebhookAnswer } from '../webhooks/sender.ts'
import type { CustomerProfile } from '../world/customer-profile.ts'
import { keepMedia } from '../world/keep-media.ts'
import type { Message } from '../world/message.ts'
import type { NodeOf } from '../world/world.ts'
import { tappables } from './buttons.ts'
import { CustomerCalls } from './calls.ts'
import { CustomerGroups } from './groups.ts'
import { accepted, type Done, type Extras, type Route, rememberInbound, tellInbound, withExtras } from './inbound.ts'
import { type SampleFile, sampleFiles } from './sample-files.ts'

type MediaType = keyof typeof sampleFiles

/** A file to send, and what goes with it. */
export interface MediaInput extends Extras {
  file?: Partial<SampleFile>
  caption?: string
  /** an audio message that was spoken into the phone */
  voice?: boolean
  animated?: boolean
}

/** Someone with a phone, who talks with one business number. Each call resolves when the callback has answered 2xx. */
export class Customer {
  readonly profile: CustomerProfile
  readonly calls: CustomerCalls
  readonly groups: CustomerGroups
  readonly #services: Services
  readonly #route: Route

  constructor(services: Services, profile: CustomerProfile, to: NodeOf<'number'>) {
    this.#services = services
    this.profile = profile
    this.#route = { waId: profile.waId, to }
    this.calls = new CustomerCalls(services, this.#route)
    this.groups = new CustomerGroups(services, this.#route)
  }

  get waId(): string {
    return this.profile.waId
  }

  /** Words, or any message object of Meta's: `{type: 'location', location: {…}}`. */
  writes(message: string | Record<string, unknown>, extras: Extras = {}): Promise<Done> {
    const body = typeof message === 'string' ? { text: { body: message }, type: 'text' } : { type: 'text', ...message }
    return this.#send(body, extras)
  }

  sendsImage(input: MediaInput = {}): Promise<Done> {
    return this.#sendMedia('image', input)
  }

  sendsVideo(input: MediaInput = {}): Promise<Done> {
    return this.#sendMedia('video', input)
  }

  sendsAudio(input: MediaInput = {}): Promise<Done> {
    return this.#sendMedia('audio', { ...input, voice: input.voice ?? false })
  }

  sendsVoice(input: MediaInput = {}): Promise<Done> {
    return this.#sendMedia('audio', { ...input, voice: true })
  }

  sendsDocument(input: MediaInput = {}): Promise<Done> {
    return this.#sendMedia('document', input)
  }

  sendsSticker(input: MediaInput = {}): Promise<Done> {
    return this.#sendMedia('sticker', { ...input, animated: input.animated ?? false })
  }

  sendsLocation(
    location: { latitude: number; longitude: number; name?: string; address?: string; url?: string },
    extras: Extras = {},
  ): Promise<Done> {
    return this.#send({ type: 'location', location }, extras)
  }

  /** Visiting cards: names with numbers, or Meta's contact objects. */
  sendsContacts(
    contacts: ({ name: string; phone: string } | Record<string, unknown>)[],
    extras: Extras = {},
  ): Promise<Done> {
    return this.#send({ type: 'contacts', contacts: contacts.map(visitingCard) }, extras)
  }

  orders(order: { catalog_id: string; text?: string; product_items: Record<string, unknown>[] }): Promise<Done> {
    return this.#send({ type: 'order', order: { text: '', ...order } }, {})
  }

  /** An emoji below a message; `''` takes it away. */
  reacts(toWamid: string, emoji: string): Promise<Done> {
    const target = this.#services.world.messages.get(toWamid)
    if (target) {
      if (emoji === '') target.reactions.delete(this.waId)
      else target.reactions.set(this.waId, emoji)
      this.#changed(target)
    }
    return this.#tell({ type: 'reaction', reaction: { message_id: toWamid, ...(emoji !== '' && { emoji }) } })
  }

  unreacts(toWamid: string): Promise<Done> {
    return this.reacts(toWamid, '')
  }

  /** Taps a button or a list's row of a message of the business: by its title, its id or payload, or its index. */
  taps(toWamid: string, choice: string | number): Promise<Done> {
    const message = this.#known(toWamid)
    const replying = tappables(this.#services.world, message).filter(({ reply }) => reply)
    const chosen =
      typeof choice === 'number' ? replying[choice] : replying.find(({ title, reply }) => fits(choice, title, reply))
    if (!chosen?.reply) {
      const titles = replying.map(({ title }) => `"${title}"`).join(', ')
      throw new Error(`The message has no button "${choice}"; it has ${titles || 'none'}.`)
    }
    return this.#send(chosen.reply, { inReplyTo: toWamid })
  }

  /** Completes the Flow of a message. */
  completesFlow(toWamid: string, answers: Record<string, unknown>): Promise<Done> {
    const nfm_reply = { response_json: JSON.stringify(answers), body: 'Sent', name: 'flow' }
    return this.#send({ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply } }, { inReplyTo: toWamid })
  }

  /** Asks the business's endpoint while a Flow is open, encrypted as WhatsApp does. */
  asksFlow(flowId: string, asked: FlowRequest): Promise<FlowAnswer> {
    return askEndpoint(this.#services.world, this.#route.to, flowId, asked)
  }

  /** Answers a request for the permission to call. */
  allowsCalls(allows: boolean, inReplyTo?: string): Promise<Done> {
    const conversation = this.#services.world.openConversation(this.#route.to.number.id, this.waId)
    const until = Math.floor(this.#services.world.clock.now() / 1000) + 7 * 86_400
    conversation.callPermission = { status: allows ? 'granted' : 'denied', until: allows ? until : undefined }
    const call_permission_reply = {
      response: allows ? 'accept' : 'reject',
      ...(allows && { expiration_timestamp: until }),
      response_source: 'user_action',
    }
    return this.#send(
      { type: 'interactive', interactive: { type: 'call_permission_reply', call_permission_reply } },
      inReplyTo === undefined ? {} : { inReplyTo },
    )
  }

  /** Changes a text or a caption that they wrote. */
  edits(ownWamid: string, text: string): Promise<Done> {
    const message = this.#known(ownWamid)
    const content = message.body[message.type] as Record<string, unknown>
    const changed = message.type === 'text' ? { body: text } : { ...content, caption: text }
    message.body = { ...message.body, [message.type]: changed }
    message.isEdited = true
    this.#changed(message)
    return this.#tell({
      type: 'edit',
      edit: { original_message_id: ownWamid, message: { type: message.type, [message.type]: changed } },
    })
  }

  /** Deletes a message that they wrote, for everyone. */
  deletes(ownWamid: string): Promise<Done> {
    const message = this.#known(ownWamid)
    message.isDeleted = true
    this.#changed(message)
    return this.#tell({ type: 'revoke', revoke: { original_message_id: ownWamid } })
  }

  /** Something that the Cloud API cannot show, such as a poll. */
  sendsUnsupported(kind?: string): Promise<Done> {
    const error = statusError(131051, 'Message type is currently not supported.')
    return this.#send({ errors: [error], type: 'unsupported', ...(kind && { unsupported: { type: kind } }) }, {})
  }

  /** Moves to another number: their chats go with them. */
  changesNumber(newNumber: string): Promise<Done> {
    const digits = digitsOf(newNumber)
    this.#services.world.customer(digits).name = this.profile.name
    const body = `User ${this.profile.name} changed from ${this.waId} to ${digits}`
    return this.#system({ system: { body, wa_id: digits, type: 'user_changed_number' } })
  }

  /** Installs WhatsApp anew: whoever checks identities is told. */
  reinstalls(): Promise<Done> {
    const identity = { acknowledged: true, created_timestamp: this.#services.world.clock.seconds(), hash: secret(8) }
    const system = { body: `User ${this.profile.name} identity changed`, type: 'customer_identity_changed' }
    return this.#system({ identity, system })
  }

  /** Turns marketing messages off (`stop`) or on again (`resume`). */
  async prefers(value: 'stop' | 'resume'): Promise<WebhookAnswer> {
    this.profile.takesMarketing = value === 'resume'
    const { world, notifier } = this.#services
    const { account, number } = this.#route.to
    const preference = {
      wa_id: this.waId,
      detail:
        value === 'stop' ? 'User requested to stop marketing messages' : 'User requested to resume marketing messages',
      category: 'marketing_messages',
      value,
      timestamp: Math.floor(world.clock.now() / 1000),
    }
    const told = { contacts: [notifier.contact(account, this.waId)], user_preferences: [preference] }
    return accepted(await notifier.aboutNumber(account, number, 'user_preferences', told, this.waId))
  }

  /** Opens the conversation: every message of the business becomes read. With an id, it and all before it. */
  async reads(upToWamid?: string): Promise<void> {
    const { world, statuses } = this.#services
    const conversation = world.conversation(this.#route.to.number.id, this.waId)
    const limit = upToWamid === undefined ? Number.POSITIVE_INFINITY : this.#known(upToWamid).at
    for (const message of conversation?.messages.values() ?? []) {
      if (message.direction !== 'out' || message.at > limit) continue
      if (message.status === 'accepted' || message.status === 'sent') {
        accepted(await statuses.tell(this.#route.to, message, 'delivered'))
      }
      accepted(await statuses.tell(this.#route.to, message, 'read'))
    }
  }

  /** Listens to a voice message. */
  async plays(ofWamid: string): Promise<void> {
    await this.reads(ofWamid)
    accepted(await this.#services.statuses.tell(this.#route.to, this.#known(ofWamid), 'played'))
  }

  /** The business writes from its own phone, in the WhatsApp Business app: an echo tells whoever listens. */
  async hearsFromApp(message: string | Record<string, unknown>): Promise<Done> {
    const body = typeof message === 'string' ? { text: { body: message }, type: 'text' } : { type: 'text', ...message }
    const remembered = rememberInbound(this.#services, this.#route, body)
    remembered.direction = 'out'
    const { account, number } = this.#route.to
    const echo = {
      from: number.digits,
      to: this.waId,
      id: remembered.wamid,
      timestamp: String(Math.floor(remembered.at / 1000)),
      ...body,
    }
    const answer = await this.#services.notifier.aboutNumber(
      account,
      number,
      'smb_message_echoes',
      { contacts: [this.#services.notifier.contact(account, this.waId)], message_echoes: [echo] },
      this.waId,
    )
    return { wamid: remembered.wamid, answer: accepted(answer) }
  }

  #sendMedia(type: MediaType, { file, caption, voice, animated, ...extras }: MediaInput): Promise<Done> {
    const { world } = this.#services
    const { account, number } = this.#route.to
    const whole = { ...sampleFiles[type], ...file }
    const media = keepMedia(world, account, { phoneNumberId: number.id, ...whole })
    const mimeType = voice ? `${whole.mimeType}; codecs=opus` : whole.mimeType
    const content = {
      ...(caption !== undefined && { caption }),
      ...(type === 'document' && { filename: whole.filename }),
      mime_type: mimeType,
      sha256: Buffer.from(media.sha256, 'hex').toString('base64'),
      id: media.id,
      ...(voice !== undefined && { voice }),
      ...(animated !== undefined && { animated }),
    }
    return this.#send({ type, [type]: content }, extras)
  }

  /** A message that stands in the conversation. */
  #send(body: Record<string, unknown>, extras: Extras): Promise<Done> {
    const whole = withExtras(body, extras, this.#route.to.number.digits)
    const { wamid: id, at } = rememberInbound(this.#services, this.#route, whole, extras.groupId)
    return tellInbound(this.#services, this.#route, { id, at, groupId: extras.groupId, body: whole })
  }

  /** Something about another message. It opens the customer-service window too. */
  #tell(body: Record<string, unknown>): Promise<Done> {
    const { world } = this.#services
    const at = world.clock.now()
    world.openConversation(this.#route.to.number.id, this.waId).lastInboundAt = at
    return tellInbound(this.#services, this.#route, { id: wamid(), at, body })
  }

  /** Something that WhatsApp says of them; it comes without contacts. */
  async #system(body: Record<string, unknown>): Promise<Done> {
    const { world, notifier } = this.#services
    const { account, number } = this.#route.to
    const id = wamid()
    const message = { from: this.waId, id, timestamp: world.clock.seconds(), ...body, type: 'system' }
    const answer = await notifier.aboutNumber(account, number, 'messages', { messages: [message] }, this.waId)
    return { wamid: id, answer: accepted(answer) }
  }

  #known(id: string): Message {
    const message = this.#services.world.messages.get(id)
    if (!message) throw new Error(`The simulator remembers no message ${id}.`)
    return message
  }

  #changed(message: Message): void {
    const conversation = this.#services.world.conversation(message.phoneNumberId, message.address)
    if (conversation) this.#services.world.changed(conversation)
  }
}

/** Whether a tap on this was meant: its title, or the id or payload that it answers with. */
function fits(choice: string, title: string, reply: Record<string, unknown> | undefined): boolean {
  if (title === choice) return true
  const { button, interactive } = (reply ?? {}) as Record<string, Record<string, unknown>>
  const inner = (interactive?.button_reply ?? interactive?.list_reply) as { id?: string } | undefined
  return button?.payload === choice || inner?.id === choice
}

function visitingCard(contact: Record<string, unknown>): Record<string, unknown> {
  if (typeof contact.name !== 'string') return contact
  const phone = String(contact.phone)
  return {
    name: { formatted_name: contact.name, first_name: contact.name },
    phones: [{ phone, wa_id: digitsOf(phone), type: 'CELL' }],
  }
}
