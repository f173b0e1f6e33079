import {
  type Account,
  type Customer,
  callEvent,
  changeValue,
  echoEvent,
  eventOf,
  messageEvent,
  numberChangeEvent,
  preferenceEvent,
  statusEvent,
  textEvent,
} from '../fixtures/events.ts'

/** What happens at one moment of a story; `about` picks one of the messages before it. */
export interface Step {
  kind:
    | 'text'
    | 'image'
    | 'hidden'
    | 'echo'
    | 'status'
    | 'reaction'
    | 'edit'
    | 'revoke'
    | 'call'
    | 'renamed'
    | 'moved'
    | 'preference'
    | 'group'
  customer: number
  about: number
}

const start = 1_790_000_000
const statuses = ['sent', 'delivered', 'read', 'played', 'failed'] as const

interface Actor {
  customer: Customer
  /** of whom Meta hides the number at times */
  isHidden: boolean
  hasMoved: boolean
  theirs: string[]
  ours: string[]
}

/**
 * The events of a story, one second apart, so that Meta's times tell their order. Customers differ: the first are plain, of every fifth Meta hides the
 * number at times, of every fifth the number changes.
 */
export function tell(account: Account, steps: readonly Step[]): object[] {
  const actors = new Map<number, Actor>()
  return steps.map((step, index) => eventAt(account, actorOf(actors, step.customer), step, index))
}

const actorOf = (actors: Map<number, Actor>, index: number): Actor => {
  const known = actors.get(index)
  if (known) return known
  const isHidden = index % 5 === 3
  const made: Actor = {
    customer: {
      waId: `9198${String(10_000_000 + index)}`,
      name: `Customer ${index}`,
      ...(isHidden && { userId: `IN.${7_000_000 + index}` }),
    },
    isHidden,
    hasMoved: false,
    theirs: [],
    ours: [],
  }
  actors.set(index, made)
  return made
}

function eventAt(account: Account, actor: Actor, { kind, about, customer: number }: Step, index: number): object {
  const { customer, theirs, ours } = actor
  const id = `wamid.${String(index).padStart(6, '0')}`
  const at = start + index
  const wrote = (event: object): object => {
    theirs.push(id)
    return event
  }
  const text = () => wrote(textEvent(account, customer, id, at, `Text ${index}`))
  const anyOf = (ids: readonly string[]): string | undefined => ids[about % Math.max(1, ids.length)]
  switch (kind) {
    case 'image':
      return wrote(
        messageEvent(account, customer, {
          id,
          at,
          type: 'image',
          image: { id: `media-${index}`, mime_type: 'image/jpeg', sha256: 'YQ==', caption: `Image ${index}` },
        }),
      )
    case 'hidden':
      return actor.isHidden ? wrote(hiddenEvent(account, customer, id, at)) : text()
    case 'echo':
      ours.push(id)
      return echoEvent(account, customer, { id, at, type: 'text', text: { body: `Echo ${index}` } })
    case 'status': {
      const target = anyOf(ours)
      return target
        ? statusEvent(account, customer, { id: target, status: statuses[about % statuses.length] ?? 'sent', at })
        : text()
    }
    case 'reaction': {
      const target = anyOf([...ours, ...theirs])
      const emoji = ['👍', '🎉', ''][about % 3]
      const isPlain = number % 5 < 3
      return target && isPlain
        ? messageEvent(account, customer, { id, at, type: 'reaction', reaction: { message_id: target, emoji } })
        : text()
    }
    case 'edit': {
      const target = anyOf(theirs)
      const message = { type: 'text', text: { body: `Edited ${index}` } }
      return target
        ? messageEvent(account, customer, { id, at, type: 'edit', edit: { original_message_id: target, message } })
        : text()
    }
    case 'revoke': {
      const target = anyOf(theirs)
      return target
        ? messageEvent(account, customer, { id, at, type: 'revoke', revoke: { original_message_id: target } })
        : text()
    }
    case 'call': {
      // of one call nobody changes their number
      const call = `wacid.${customer.waId}.${about % 2}`
      const event = about % 3 === 0 ? 'connect' : 'terminate'
      return callEvent(account, customer, { id: call, at, event, ...(event === 'terminate' && { duration: about }) })
    }
    case 'renamed':
      customer.name = `Customer ${number} the ${index}`
      return text()
    case 'moved': {
      if (number % 5 !== 4 || actor.hasMoved) return text()
      const to = `9197${String(10_000_000 + number)}`
      const event = numberChangeEvent(account, customer, id, at, to)
      actor.hasMoved = true
      customer.waId = to
      return event
    }
    case 'preference':
      return preferenceEvent(account, customer, at, about % 2 === 0 ? 'stop' : 'resume')
    case 'group':
      return messageEvent(account, customer, {
        id,
        at,
        group_id: 'group-1',
        type: 'text',
        text: { body: `To all ${index}` },
      })
    default:
      return text()
  }
}

const hiddenEvent = (account: Account, { name, userId }: Customer, id: string, at: number): object =>
  eventOf(
    account,
    'messages',
    changeValue(account, null, {
      contacts: [{ profile: { name }, user_id: userId }],
      messages: [{ from_user_id: userId, id, timestamp: String(at), type: 'text', text: { body: `Hidden ${id}` } }],
    }),
  )
