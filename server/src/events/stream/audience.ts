import { isVisible } from '../../platform/background-jobs/visible.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { isWithin } from '../../platform/processes/access.ts'
import { accessTo, holds } from '../../platform/roles/access.ts'
import type { Permission } from '../../platform/roles/types.ts'
import type { Scope } from '../../scope.ts'
import { type ChatReach, chatReach } from '../../whatsapp/chats/reach.ts'
import { ruleOf } from './kinds.ts'
import { chatOf, type Standing } from './standing.ts'
import type { EventRow } from './store.ts'

/**
 * Which events somebody is told of. Of a process or a chat: where it lies within their reach as it is now, or lay within it before the event, so
 * that they also learn that it left.
 */
export class Audience {
  readonly scope: Scope
  readonly model: TeamModel
  #chats: ChatReach | null | undefined

  constructor(scope: Scope, model: TeamModel) {
    this.scope = scope
    this.model = model
  }

  /** @param events of one kind and one procedure */
  of(events: readonly EventRow[], standing: Standing): readonly EventRow[] {
    const [first] = events
    if (!first) return events
    const { role } = this.scope
    const rule = ruleOf(first.kind)
    switch (rule) {
      case 'process':
        return this.#ofProcesses(events, standing)
      case 'record':
        return events.filter(({ subjectId }) => this.#reachesRecord(subjectId, standing))
      case 'chat':
        return this.#chatReach === null ? [] : events.filter((event) => this.#reachesChat(event, standing))
      case 'contact':
        return events.filter(({ subjectId }) =>
          standing.chats.get(subjectId)?.some(({ assignedTo }) => this.seesChat(assignedTo)),
        )
      case 'job':
        return events.filter((event) => isVisible(this.scope, this.model, { ...event, roleId: null }))
      case 'own':
        return events.filter(({ userId }) => userId !== null && userId === this.scope.userId)
      case 'authenticated':
        return events
      default:
        return holds(role, rule as Permission) ? events : []
    }
  }

  /** @param assignedTo with whom the chat is */
  seesChat(assignedTo: string | null): boolean {
    const reach = this.#chatReach
    if (reach === null) return false
    return reach.kind === 'all' || assignedTo === null || reach.userIds.includes(assignedTo)
  }

  /** The procedure of an event, as far as they may know that there is one. */
  procedureShown(id: string | null): { id: string; shortId: string | null } | null {
    if (id === null || accessTo(this.scope.role, id).read === 'none') return null
    return { id, shortId: this.model.procedures.get(id)?.shortId ?? null }
  }

  #ofProcesses(events: readonly EventRow[], { processes }: Standing): readonly EventRow[] {
    const reach = accessTo(this.scope.role, events[0]?.procedureId ?? '').read
    if (reach === 'all') return events
    if (reach === 'none') return []
    return events.filter(({ subjectId, assignedBefore, podBefore }) => {
      const now = processes.get(subjectId)
      return (
        (now && isWithin(reach, this.scope, now)) ||
        isWithin(reach, this.scope, { assignedTo: assignedBefore, podId: podBefore })
      )
    })
  }

  #reachesRecord(id: string, { records }: Standing): boolean {
    const { role } = this.scope
    return (records.get(id) ?? []).some(({ entityId, procedureId, ...holder }) => {
      const readsAll = [...this.model.procedures.values()].some(
        ({ id, entity }) => entity?.id === entityId && accessTo(role, id).read === 'all',
      )
      return readsAll || (procedureId !== null && isWithin(accessTo(role, procedureId).read, this.scope, holder))
    })
  }

  #reachesChat(event: EventRow, standing: Standing): boolean {
    const chat = chatOf(event, standing)
    if (!chat) return this.#chatReach?.kind === 'all'
    return this.seesChat(chat.assignedTo) || (event.reassigned === true && this.seesChat(event.assignedBefore))
  }

  get #chatReach(): ChatReach | null {
    this.#chats ??= holds(this.scope.role, 'chats.read_own') ? chatReach(this.scope, this.model) : null
    return this.#chats
  }
}
