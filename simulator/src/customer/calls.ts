import type { Services } from '../graph/call.ts'
import { callId } from '../ids.ts'
import { tellCallStatus, tellConnect, tellTerminate } from '../webhooks/calls.ts'
import type { WebhookAnswer } from '../webhooks/sender.ts'
import type { Call } from '../world/call.ts'
import { accepted, type Route } from './inbound.ts'

/** Voice calls of a customer. */
export class CustomerCalls {
  readonly #services: Services
  readonly #route: Route

  constructor(services: Services, route: Route) {
    this.#services = services
    this.#route = route
  }

  /** Rings at the business. @returns the call's id */
  async rings(): Promise<string> {
    const { world } = this.#services
    const { to, waId } = this.#route
    const call: Call = {
      id: callId(),
      phoneNumberId: to.number.id,
      waId,
      direction: 'USER_INITIATED',
      status: 'RINGING',
      callbackData: undefined,
      startedAt: world.clock.now(),
      acceptedAt: undefined,
    }
    world.calls.set(call.id, call)
    world.openConversation(to.number.id, waId).lastInboundAt = call.startedAt
    accepted(await tellConnect(this.#services, to, call, 'offer'))
    return call.id
  }

  /** Takes a call of the business. */
  async accepts(id: string): Promise<WebhookAnswer> {
    const call = this.#known(id)
    call.status = 'ACCEPTED'
    call.acceptedAt = this.#services.world.clock.now()
    accepted(await tellConnect(this.#services, this.#route.to, call, 'answer'))
    return accepted(await tellCallStatus(this.#services, this.#route.to, call))
  }

  /** Declines a call of the business. */
  async rejects(id: string): Promise<WebhookAnswer> {
    const call = this.#known(id)
    call.status = 'REJECTED'
    accepted(await tellCallStatus(this.#services, this.#route.to, call))
    return accepted(await tellTerminate(this.#services, this.#route.to, call))
  }

  async hangsUp(id: string): Promise<WebhookAnswer> {
    const call = this.#known(id)
    call.status = call.acceptedAt === undefined ? 'FAILED' : 'COMPLETED'
    return accepted(await tellTerminate(this.#services, this.#route.to, call))
  }

  #known(id: string): Call {
    const call = this.#services.world.calls.get(id)
    if (!call) throw new Error(`The simulator remembers no call ${id}.`)
    return call
  }
}
