import type { Mark, MarkedMessage } from './marks.store.ts'
import { textOf } from './meta-object.ts'
import type { CallPart, MetaObject } from './types.ts'

/** The message that stands in the chat for a call, before anything is known of it but that it is. */
export const newCallBody = ({ externalId, isOutgoing }: CallPart): MetaObject => ({
  id: externalId,
  type: 'call',
  call: { direction: isOutgoing ? 'BUSINESS_INITIATED' : 'USER_INITIATED', text: '[voice call]' },
})

/** The same with all that Meta has told of it. */
export function callBody({ externalId, direction }: MarkedMessage, stages: readonly Mark[]): MetaObject {
  const inOrder = [...stages].sort((a, b) => +a.at - +b.at || (a.actor < b.actor ? -1 : 1))
  const isOutgoing = direction === 'OUTBOUND'
  const { id: _, timestamp, event: __, ...told } = Object.assign({}, ...inOrder.map(({ body }) => body)) as MetaObject
  const end = stages.find(({ actor }) => actor === 'terminate')?.body
  return {
    id: externalId,
    type: 'call',
    timestamp,
    call: {
      ...told,
      direction: isOutgoing ? 'BUSINESS_INITIATED' : 'USER_INITIATED',
      stages: inOrder.map(({ actor, at }) => ({ stage: actor, at: at.getTime() })),
      text: wordsOf(isOutgoing, end),
    },
  }
}

/** What a person sees: `[missed voice call]`, `[voice call, 2:05]`. */
function wordsOf(isOutgoing: boolean, end: MetaObject | undefined): string {
  if (!end) return '[voice call]'
  const seconds = Number(textOf(end.duration) || 0)
  if (seconds > 0) return `[voice call, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}]`
  return isOutgoing ? '[voice call, not answered]' : '[missed voice call]'
}
