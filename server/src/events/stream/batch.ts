import type { Audience } from './audience.ts'
import { changesModel } from './kinds.ts'
import { message } from './messages.ts'
import { chatOf, type Standing } from './standing.ts'
import type { EventRow } from './store.ts'
import type { StreamedChange } from './types.ts'

/** So many events of one kind are told one by one; more at once, as bulk work makes them, in one message without a subject. */
const mostSingle = 20

/** Events of a team that were seen together, and the messages in which they are told. */
export class Batch {
  readonly #standing: Standing
  /** of one kind and procedure each */
  readonly #alike: readonly (readonly EventRow[])[]
  readonly #places: ReadonlyMap<EventRow, number>
  readonly #modelChange: EventRow | undefined
  readonly #texts = new Map<EventRow, string>()

  /** @param events in their order */
  constructor(events: readonly EventRow[], standing: Standing) {
    this.#standing = standing
    this.#alike = [...Map.groupBy(events, ({ kind, procedureId }) => `${kind} ${procedureId}`).values()]
    this.#places = new Map(events.map((event, place) => [event, place]))
    this.#modelChange = events.findLast(({ kind }) => changesModel(kind))
  }

  /** The messages for somebody, in the order of the events; none where there is nothing for them. */
  messagesFor(audience: Audience): string[] {
    const told: { place: number; text: string }[] = []
    const tell = (event: EventRow, text: string) => told.push({ place: this.#places.get(event) ?? 0, text })
    for (const alike of this.#alike) {
      const events = audience.of(alike, this.#standing)
      const last = events.at(-1)
      if (!last) continue
      if (events.length > mostSingle) tell(last, message('change', this.#manyTold(last, events.length, audience)))
      else for (const event of events) tell(event, this.#textOf(event, audience))
    }
    if (this.#modelChange) tell(this.#modelChange, message('change', modelChange(this.#modelChange)))
    return told.sort((one, other) => one.place - other.place).map(({ text }) => text)
  }

  /** Made once for all who see the event's procedure. */
  #textOf(event: EventRow, audience: Audience): string {
    if (event.procedureId !== null && audience.procedureShown(event.procedureId) === null) {
      return message('change', this.#told(event, audience))
    }
    const made = this.#texts.get(event)
    if (made !== undefined) return made
    const text = message('change', this.#told(event, audience))
    this.#texts.set(event, text)
    return text
  }

  #told(event: EventRow, audience: Audience): StreamedChange {
    const procedure = audience.procedureShown(event.procedureId)
    const chat = chatOf(event, this.#standing)
    return {
      id: event.eventId,
      kind: event.kind,
      subject: event.subjectId,
      procedure: procedure?.id ?? null,
      procedureShortId: procedure?.shortId ?? null,
      user: event.userId,
      at: event.at.getTime(),
      ...(chat && { chat: chat.chatId }),
    }
  }

  #manyTold(last: EventRow, count: number, audience: Audience): StreamedChange {
    const { chat, ...told } = this.#told(last, audience)
    return { ...told, subject: null, user: null, ...(chat && { chat: null }), count }
  }
}

const modelChange = ({ eventId, userId, at }: EventRow): StreamedChange => ({
  id: eventId,
  kind: 'model.changed',
  subject: null,
  procedure: null,
  procedureShortId: null,
  user: userId,
  at: at.getTime(),
})
