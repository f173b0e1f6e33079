import { isDeepStrictEqual } from 'node:util'
import { readableText } from '../messages/readable.ts'
import { callBody } from './call-message.ts'
import type { Mark, MarkedMessage } from './marks.store.ts'
import { objectOf, textOf } from './meta-object.ts'

/**
 * A message as its marks leave it, undefined where they change nothing. It depends on the latest of each alone, so the order in which they came does
 * not matter.
 */
export function markedMessage(message: MarkedMessage, marks: readonly Mark[]): MarkedMessage | undefined {
  const marked = { ...message }
  for (const mark of marks) {
    if (mark.kind === 'edit') takeEdit(marked, mark)
    if (mark.kind === 'revoke') marked.revokedAt = mark.at
    if (mark.kind === 'reaction') takeReaction(marked, mark)
  }
  const stages = marks.filter(({ kind }) => kind === 'call')
  if (stages.length > 0) takeCall(marked, stages)
  return isDeepStrictEqual(marked, message) ? undefined : marked
}

function takeEdit(message: MarkedMessage, { body, at }: Mark): void {
  if (message.editedAt && message.editedAt > at) return
  const { context: _, ...content } = objectOf(objectOf(body.edit).message)
  message.body = { ...message.body, ...content }
  message.editedAt = at
  const { text, attachments } = readableText(message.body)
  message.text = text
  message.attachments = attachments
}

function takeReaction(message: MarkedMessage, { body, actor, at }: Mark): void {
  const from = actor || textOf(body.from)
  const known = message.reactions.find((reaction) => reaction.from === from)
  if (known && known.at > at.getTime()) return
  const others = message.reactions.filter((reaction) => reaction !== known)
  const emoji = textOf(objectOf(body.reaction).emoji)
  // an empty one takes the reaction back
  const reactions = emoji ? [...others, { from, emoji, at: at.getTime() }] : others
  message.reactions = reactions.sort((a, b) => a.at - b.at || (a.from < b.from ? -1 : 1))
}

function takeCall(message: MarkedMessage, stages: readonly Mark[]): void {
  message.body = callBody(message, stages)
  message.text = readableText(message.body).text
  message.at = new Date(Math.max(...stages.map(({ at }) => at.getTime())))
}
