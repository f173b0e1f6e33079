import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Customer } from '../customer/customer.ts'
import type { Extras } from '../customer/inbound.ts'
import type { FlowRequest } from '../flows/exchange.ts'
import type { Services } from '../graph/call.ts'
import { digitsOf } from '../ids.ts'
import { type Body, oneOf, optionalText, Refusal, requiredText } from './refusal.ts'
import { showChat } from './show-conversation.ts'

interface ChatParams {
  phoneNumberId: string
  waId: string
}

const base = '/simulator/api/conversations/:phoneNumberId/:waId'

/** What a customer does on their phone, in the conversation with one number. Each answers when the callback has answered. */
export function chatRoutes(app: FastifyInstance, services: Services): void {
  const { world } = services

  const customerOf = (request: FastifyRequest): Customer => {
    const { phoneNumberId, waId } = request.params as ChatParams
    const node = world.number(phoneNumberId)
    if (!node) throw new Refusal(404, `There is no phone number ${phoneNumberId}.`)
    return new Customer(services, world.customer(digitsFrom(waId)), node)
  }
  const act = (path: string, action: (customer: Customer, body: Body) => unknown): void => {
    app.post(`${base}/${path}`, async (request) => {
      const done = await action(customerOf(request), (request.body ?? {}) as Body)
      return done ?? { done: true }
    })
  }

  app.get(base, (request) => {
    const { phoneNumberId, waId } = request.params as ChatParams
    if (!world.number(phoneNumberId)) throw new Refusal(404, `There is no phone number ${phoneNumberId}.`)
    // a group's chat is read under its id, and written in as one of its customers, with `groupId`
    const address = world.node(waId)?.kind === 'group' ? waId : digitsFrom(waId)
    return showChat(world, world.openConversation(phoneNumberId, address))
  })

  /** `{"text": "hello"}`, or a message object of Meta's under `message`; `inReplyTo`, `forwarded`, `groupId` with either */
  act('messages', (customer, body) => {
    const message = body.message as Record<string, unknown> | undefined
    return customer.writes(message ?? requiredText(body, 'text'), extrasOf(body))
  })

  /** multipart: `file`, and `kind`, `caption`, `inReplyTo` */
  app.post(`${base}/files`, async (request) => {
    const customer = customerOf(request)
    const { fields, file } = await readFile(request)
    const caption = optionalText(fields, 'caption')
    const input = { file, ...(caption !== undefined && { caption }), ...extrasOf(fields) }
    switch (oneOf(fields, 'kind', ['image', 'video', 'audio', 'voice', 'document', 'sticker'])) {
      case 'image':
        return customer.sendsImage(input)
      case 'video':
        return customer.sendsVideo(input)
      case 'audio':
        return customer.sendsAudio(input)
      case 'voice':
        return customer.sendsVoice(input)
      case 'document':
        return customer.sendsDocument(input)
      case 'sticker':
        return customer.sendsSticker(input)
    }
  })

  /** `{"latitude", "longitude", "name"?, "address"?}` */
  act('locations', (customer, body) =>
    customer.sendsLocation({
      latitude: Number(body.latitude),
      longitude: Number(body.longitude),
      ...(body.name !== undefined && { name: String(body.name) }),
      ...(body.address !== undefined && { address: String(body.address) }),
    }),
  )

  /** `{"contacts": [{"name", "phone"}]}` */
  act('contacts', (customer, body) => {
    if (!Array.isArray(body.contacts)) throw new Refusal(400, '"contacts" must be a list.')
    return customer.sendsContacts(body.contacts)
  })

  /** `{"wamid", "emoji"}`; an empty emoji takes the reaction away */
  act('reactions', (customer, body) => customer.reacts(requiredText(body, 'wamid'), String(body.emoji ?? '')))

  /** `{"wamid", "choice"}`: title, id or index of a button or row */
  act('taps', (customer, body) =>
    customer.taps(
      requiredText(body, 'wamid'),
      typeof body.choice === 'number' ? body.choice : requiredText(body, 'choice'),
    ),
  )

  /** `{"wamid", "answers": {…}}` */
  act('flow-completions', (customer, body) =>
    customer.completesFlow(requiredText(body, 'wamid'), (body.answers ?? {}) as Record<string, unknown>),
  )

  /** `{"flowId", "request": {action, screen, data, flow_token}}`: what the business's endpoint answers */
  act('flow-requests', (customer, body) =>
    customer.asksFlow(requiredText(body, 'flowId'), (body.request ?? { action: 'ping' }) as FlowRequest),
  )

  /** `{"allows": true, "wamid"?}` */
  act('call-permissions', (customer, body) => customer.allowsCalls(body.allows === true, optionalText(body, 'wamid')))

  /** the conversation is open on the phone; `{"wamid"}` limits it to that message and those before */
  act('reads', (customer, body) => customer.reads(optionalText(body, 'wamid')))
  act('plays', (customer, body) => customer.plays(requiredText(body, 'wamid')))
  act('edits', (customer, body) => customer.edits(requiredText(body, 'wamid'), requiredText(body, 'text')))
  act('deletions', (customer, body) => customer.deletes(requiredText(body, 'wamid')))
  act('number-changes', (customer, body) => customer.changesNumber(requiredText(body, 'number')))
  act('marketing-preferences', (customer, body) => customer.prefers(oneOf(body, 'value', ['stop', 'resume'])))
  act('unsupported', (customer, body) => customer.sendsUnsupported(optionalText(body, 'kind')))

  /** the business writes from its own phone: an echo */
  act('app-messages', (customer, body) => customer.hearsFromApp(requiredText(body, 'text')))

  /** `{"action": "ring"}`, or `accept`, `reject`, `hang_up` with `callId` */
  act('calls', async (customer, body) => {
    const action = oneOf(body, 'action', ['ring', 'accept', 'reject', 'hang_up'])
    if (action === 'ring') return { callId: await customer.calls.rings() }
    const id = requiredText(body, 'callId')
    if (action === 'accept') return { answer: await customer.calls.accepts(id) }
    if (action === 'reject') return { answer: await customer.calls.rejects(id) }
    return { answer: await customer.calls.hangsUp(id) }
  })

  /** `{"action": "join" | "leave" | "take_back", "groupId"}` */
  act('groups', async (customer, body) => {
    const groupId = requiredText(body, 'groupId')
    const action = oneOf(body, 'action', ['join', 'leave', 'take_back'])
    const { groups } = customer
    if (action === 'join') return { answer: await groups.joins(groupId) }
    if (action === 'leave') return { answer: await groups.leaves(groupId) }
    return { answer: await groups.takesRequestBack(groupId) }
  })
}

function digitsFrom(number: string): string {
  const digits = digitsOf(number)
  if (digits.length < 7 || digits.length > 15)
    throw new Refusal(400, `"${number}" is not a phone number with its country code.`)
  return digits
}

function extrasOf(body: Body): Extras {
  const inReplyTo = optionalText(body, 'inReplyTo')
  const groupId = optionalText(body, 'groupId')
  return {
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(groupId !== undefined && { groupId }),
    ...(body.forwarded === true && { forwarded: true }),
    ...(typeof body.referral === 'object' && body.referral !== null && { referral: body.referral as Body }),
  }
}

async function readFile(request: FastifyRequest) {
  if (!request.isMultipart()) throw new Refusal(400, 'The body must be multipart form data with a "file".')
  const fields: Body = {}
  let file: { mimeType: string; filename: string; bytes: Buffer } | undefined
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      file = { mimeType: part.mimetype, filename: part.filename, bytes: await part.toBuffer() }
    } else fields[part.fieldname] = part.value
  }
  if (!file) throw new Refusal(400, 'The form has no "file".')
  return { fields, file }
}
