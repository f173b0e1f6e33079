import { hash } from 'node:crypto'
import { objectsOf, textOf } from './meta-object.ts'
import type { GroupPart, MetaObject } from './types.ts'

/**
 * The message that stands in a group's chat for what became of the group. Meta gives such events no id: what it says is what names it, so that a repeat
 * is the same message.
 */
export function groupMessage({ field, groupId, body }: GroupPart): { externalId: string; body: MetaObject } {
  const digest = hash('sha256', JSON.stringify([field, groupId, body]))
  return {
    externalId: `group.${digest}`,
    body: { type: 'system', timestamp: body.timestamp, system: { type: field, body: wordsOf(body), group: body } },
  }
}

function wordsOf(body: MetaObject): string {
  const type = textOf(body.type).replaceAll('_', ' ')
  const subject = textOf(body.subject)
  const who = [...objectsOf(body.added_participants), ...objectsOf(body.removed_participants)]
    .map((participant) => textOf(participant.wa_id) || textOf(participant.input))
    .filter((name) => name !== '')
  return [type || 'group changed', subject, who.join(', ')].filter((words) => words !== '').join(': ')
}
