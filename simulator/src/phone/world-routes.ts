import type { FastifyInstance } from 'fastify'
import type { Services } from '../graph/call.ts'
import { usuallyAs } from '../graph/misfortune.ts'
import { digitsOf } from '../ids.ts'
import { Meta } from '../meta.ts'
import { wrongSettings } from '../settings.ts'
import type { Account } from '../world/account.ts'
import { presentTemplate } from '../world/template.ts'
import { streamEvents } from './events.ts'
import { type Body, oneOf, optionalText, Refusal, requiredText } from './refusal.ts'
import { showConversation } from './show-conversation.ts'

const templateStatuses = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'] as const
const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const
const qualities = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const

/** What there is, how the simulator behaves, and what Meta does by itself. */
export function worldRoutes(app: FastifyInstance, services: Services, requests: readonly unknown[]): void {
  const { world, sender, notifier, misfortune } = services
  const meta = new Meta(services)
  const at = (path: string): string => `/simulator/api/${path}`

  app.get(at('accounts'), () => [...world.accounts.values()].map((account) => showAccount(account, services.origin())))
  app.post(at('accounts'), (request) => {
    const { name, phoneNumbers } = (request.body ?? {}) as { name?: string; phoneNumbers?: [] }
    const account = world.addAccount({ ...(name && { name }), ...(phoneNumbers && { phoneNumbers }) })
    return showAccount(account, services.origin())
  })
  app.get(at('numbers'), () =>
    [...world.accounts.values()].flatMap(({ wabaId, phoneNumbers }) =>
      phoneNumbers.map(({ id, digits, displayPhoneNumber, verifiedName }) => ({
        phoneNumberId: id,
        digits,
        displayPhoneNumber,
        verifiedName,
        wabaId,
      })),
    ),
  )

  app.get(at('customers'), () => [...world.customers()])
  app.post(at('customers'), (request) => {
    const body = (request.body ?? {}) as Body
    const digits = digitsOf(requiredText(body, 'number'))
    if (digits.length < 7 || digits.length > 15)
      throw new Refusal(400, '"number" must have 7 to 15 digits, country code first.')
    const customer = world.customer(digits)
    customer.name = optionalText(body, 'name') ?? customer.name
    customer.username = optionalText(body, 'username') ?? customer.username
    for (const flag of ['hasWhatsApp', 'takesMarketing', 'hidesNumber'] as const) {
      if (typeof body[flag] === 'boolean') customer[flag] = body[flag]
    }
    return customer
  })

  app.get(at('conversations'), (request) => {
    const { customer, phoneNumberId } = request.query as { customer?: string; phoneNumberId?: string }
    return [...world.conversations()]
      .filter((each) => !customer || each.address === digitsOf(customer) || isInGroup(each.address, digitsOf(customer)))
      .filter((each) => !phoneNumberId || each.phoneNumberId === phoneNumberId)
      .sort((one, other) => other.updatedAt - one.updatedAt)
      .slice(0, 500)
      .map((each) => showConversation(world, each))
  })
  const isInGroup = (address: string, waId: string): boolean => {
    const node = world.node(address)
    return node?.kind === 'group' && node.group.participants.has(waId)
  }

  app.get(at('media/:id'), (request, reply) => {
    const media = world.media.get((request.params as { id: string }).id)
    if (!media) throw new Refusal(404, 'There is no such file; old ones are forgotten.')
    const name = (media.filename ?? media.id).replace(/[^\w.-]/g, '_')
    return reply
      .header('content-disposition', `inline; filename="${name}"`)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .type(media.mimeType)
      .send(media.bytes)
  })

  app.get(at('events'), (request, reply) => streamEvents(world, request, reply))

  app.get(at('settings'), () => world.settings)
  app.patch(at('settings'), (request) => {
    const changes = (request.body ?? {}) as object
    const wrong = wrongSettings(changes)
    if (wrong.length > 0) throw new Refusal(400, wrong.join(' '))
    return Object.assign(world.settings, changes)
  })

  /** `{"code", "times"?, "as"?}` for an error, `{"lost": "answer" | "request"}` for silence */
  app.post(at('mishaps'), (request) => {
    const body = (request.body ?? {}) as Body
    const times = typeof body.times === 'number' ? body.times : 1
    if (body.lost !== undefined) {
      const lost = oneOf(body, 'lost', ['answer', 'request'])
      misfortune.expect({ kind: lost === 'answer' ? 'lost answer' : 'lost request' }, times)
    } else {
      const code = Number(body.code)
      if (!Number.isInteger(code)) throw new Refusal(400, '"code" must be one of Meta\'s error codes.')
      const as = body.as === undefined ? usuallyAs(code) : oneOf(body, 'as', ['answer', 'status'])
      misfortune.expect({ kind: 'error', code, as }, times)
    }
    return { done: true }
  })

  app.post(at('clock'), (request) => {
    const { forwardMs } = (request.body ?? {}) as { forwardMs?: unknown }
    if (typeof forwardMs !== 'number' || forwardMs < 0)
      throw new Refusal(400, '"forwardMs" must be a number of milliseconds.')
    world.clock.forward(forwardMs)
    return { now: world.clock.now() }
  })

  app.get(at('requests'), () => requests.slice(-200))
  app.get(at('webhooks'), () => sender.counts)
  /** any event, as given, signed */
  app.post(at('webhooks'), async (request) => {
    const { event, wabaId } = (request.body ?? {}) as { event?: unknown; wabaId?: string }
    const account = wabaId === undefined ? [...world.accounts.values()][0] : world.accounts.get(wabaId)
    if (!account) throw new Refusal(404, `There is no account ${wabaId}.`)
    return notifier.raw(account, event)
  })

  app.get(at('templates'), () =>
    [...world.accounts.values()].flatMap(({ wabaId, templates }) =>
      [...templates.values()].map((template) => ({
        ...presentTemplate(template),
        wabaId,
        rejectedReason: template.rejectedReason,
        qualityScore: template.qualityScore,
      })),
    ),
  )
  /** Meta's decision: `{"status", "reason"?}`, `{"category"}` or `{"quality"}` */
  app.post(at('templates/:id'), async (request) => {
    const { id } = request.params as { id: string }
    const body = (request.body ?? {}) as Body
    if (world.node(id)?.kind !== 'template') throw new Refusal(404, `There is no template ${id}.`)
    if (body.category !== undefined) return meta.movesTemplate(id, oneOf(body, 'category', categories))
    if (body.quality !== undefined) return meta.ratesTemplate(id, oneOf(body, 'quality', qualities))
    const reason = optionalText(body, 'reason')
    return meta.decidesTemplate(id, oneOf(body, 'status', templateStatuses), reason === undefined ? {} : { reason })
  })
}

/** With its credentials: whoever reaches the simulator may play any part. */
const showAccount = (account: Account, graphUrl: string) => ({
  wabaId: account.wabaId,
  name: account.name,
  graphUrl,
  accessToken: account.accessToken,
  appId: account.appId,
  appSecret: account.appSecret,
  verifyToken: account.verifyToken,
  callbackUrl: account.subscription?.url ?? null,
  phoneNumbers: account.phoneNumbers.map(({ id, displayPhoneNumber, digits, verifiedName }) => ({
    id,
    displayPhoneNumber,
    digits,
    verifiedName,
  })),
})
