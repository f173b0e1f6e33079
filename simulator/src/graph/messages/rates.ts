import { whatsappError } from '../../graph-error.ts'
import type { PhoneNumber } from '../../world/account.ts'
import type { World } from '../../world/world.ts'
import type { CheckedMessage } from './checked.ts'

interface Second {
  startedAt: number
  taken: number
}

const seconds = new WeakMap<PhoneNumber, Second>()

/** Messages a second of one number. @throws GraphError 130429 beyond it */
export function takeThroughput({ settings, clock }: World, number: PhoneNumber): void {
  const limit = settings.throughputPerSecond
  if (limit === null) return
  const now = clock.now()
  const second = seconds.get(number)
  if (!second || now - second.startedAt >= 1_000) {
    seconds.set(number, { startedAt: now, taken: 1 })
    return
  }
  if (second.taken >= limit) {
    throw whatsappError(130429, `Message throughput of ${limit} messages per second has been reached.`)
  }
  second.taken++
}

const regainMs = 6_000

/** Messages from one number to one customer: a burst, regained one in six seconds. @throws GraphError 131056 beyond it */
export function takePair(world: World, number: PhoneNumber, to: CheckedMessage): void {
  const burst = world.settings.pairBurst
  if (burst === null || to.isGroup) return
  const now = world.clock.now()
  const conversation = world.openConversation(number.id, to.to)
  const regained = Math.floor((now - conversation.pairAt) / regainMs)
  if (regained > 0) {
    conversation.pairLeft = Math.min(burst, conversation.pairLeft + regained)
    conversation.pairAt = now
  }
  if (conversation.pairLeft < 1) {
    throw whatsappError(131056, 'Too many messages sent to this recipient in a short period of time.')
  }
  conversation.pairLeft = Math.min(burst, conversation.pairLeft) - 1
}
