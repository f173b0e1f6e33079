import type { Services } from '../graph/call.ts'
import { metaId } from '../ids.ts'
import { tellGroup } from '../webhooks/groups.ts'
import type { WebhookAnswer } from '../webhooks/sender.ts'
import type { Group } from '../world/group.ts'
import { accepted, type Route } from './inbound.ts'

/** What a customer does with groups of the business; to write in one, give its id with the message. */
export class CustomerGroups {
  readonly #services: Services
  readonly #route: Route

  constructor(services: Services, route: Route) {
    this.#services = services
    this.#route = route
  }

  /** Follows the invitation. Where the business approves who joins, this asks for it. */
  async joins(groupId: string): Promise<WebhookAnswer> {
    const group = this.#group(groupId)
    const { waId } = this.#route
    if (group.joinApprovalMode === 'auto_approve') {
      group.participants.add(waId)
      return this.#tell(groupId, {
        type: 'group_participants_add',
        reason: 'invite_link',
        added_participants: [{ wa_id: waId }],
      })
    }
    const request = { id: metaId(), waId, at: this.#services.world.clock.now() }
    group.joinRequests.set(request.id, request)
    return this.#tell(groupId, { type: 'group_join_request_created', join_request_id: request.id, wa_id: waId })
  }

  async leaves(groupId: string): Promise<WebhookAnswer> {
    const { waId } = this.#route
    this.#group(groupId).participants.delete(waId)
    return this.#tell(groupId, {
      type: 'group_participants_remove',
      initiated_by: 'participant',
      removed_participants: [{ wa_id: waId }],
    })
  }

  /** Opens the group: every message of the business that they had not read yet is told as read by them. */
  async reads(groupId: string): Promise<void> {
    this.#group(groupId)
    const { world, statuses } = this.#services
    const { to, waId } = this.#route
    for (const message of world.conversation(to.number.id, groupId)?.messages.values() ?? []) {
      if (message.direction !== 'out' || message.readBy?.has(waId)) continue
      message.readBy = (message.readBy ?? new Set()).add(waId)
      accepted(await statuses.tell(to, message, 'read', { participant: waId }))
    }
  }

  /** Takes back what `joins` asked for. */
  async takesRequestBack(groupId: string): Promise<WebhookAnswer> {
    const group = this.#group(groupId)
    const { waId } = this.#route
    const request = [...group.joinRequests.values()].find((each) => each.waId === waId)
    if (!request) throw new Error(`${waId} has not asked to join the group.`)
    group.joinRequests.delete(request.id)
    return this.#tell(groupId, { type: 'group_join_request_revoked', join_request_id: request.id, wa_id: waId })
  }

  async #tell(groupId: string, told: Record<string, unknown>): Promise<WebhookAnswer> {
    return accepted(await tellGroup(this.#services, this.#route.to, 'group_participants_update', groupId, told))
  }

  #group(id: string): Group {
    const node = this.#services.world.node(id)
    if (node?.kind !== 'group') throw new Error(`The simulator has no group ${id}.`)
    return node.group
  }
}
