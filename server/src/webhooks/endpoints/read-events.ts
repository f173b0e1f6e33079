import type { Problem } from '../../errors.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import { chakraEvents, type EndpointKind, passThroughExtras } from './types.ts'

const patternForm = /^(\*|[a-z_]+\.(\*|[a-z_.]+))$/

/** What is wrong with the events that an endpoint of this kind is to get. */
export function mistakesIn(kind: EndpointKind, events: readonly string[]): Problem[] {
  if (kind !== 'PASS_THROUGH' && events.length === 0) {
    return [
      {
        code: 'no_events',
        message: '"events" is empty, so that nothing would ever be sent.',
        path: 'events',
        hint:
          kind === 'CHAKRA'
            ? `Name some of ${chakraEvents.join(', ')}.`
            : 'Name kinds like process.created, process.* or *.',
      },
    ]
  }
  return events.flatMap((event, index) => mistakeIn(kind, event, `events.${index}`) ?? [])
}

function mistakeIn(kind: EndpointKind, event: string, path: string): Problem | undefined {
  if (kind === 'EVENTS') {
    if (patternForm.test(event)) return undefined
    return {
      code: 'bad_event',
      message: `"${event}" is no kind of event.`,
      path,
      hint: 'Name kinds like process.created, all of a thing by process.*, or everything by *.',
    }
  }
  const known: readonly string[] = kind === 'CHAKRA' ? chakraEvents : passThroughExtras
  if (known.includes(event)) return undefined
  const near = nearest(event, known)
  return {
    code: 'bad_event',
    message: `"${event}" is no event of a ${kind} endpoint${near ? `; did you mean "${near}"?` : '.'}`,
    path,
    hint: `It may get ${known.join(', ')}.`,
  }
}
