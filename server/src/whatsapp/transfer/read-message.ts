import type { Problem } from '../../errors.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { readTime } from '../../platform/processes/intent.ts'
import { authorNamed } from '../../platform/transfer/author.ts'
import { readableText } from '../messages/readable.ts'
import type { MessageRow } from '../messages/row.ts'
import type { ImportedMessage } from './types.ts'

/** A message as given; where it stands is known once its chat is. */
export type GivenMessage = Omit<
  MessageRow,
  'chatId' | 'pluginId' | 'phoneNumberId' | 'address' | 'contactId' | 'procedureId' | 'processId'
>

/** What clocks may differ by. */
const ahead = 60_000

export function readMessage(
  model: TeamModel,
  given: ImportedMessage,
  path: string,
  { id, now }: { id: string; now: Date },
  problems: Problem[],
): GivenMessage | undefined {
  const { message, externalId, direction } = given
  const isOurs = direction === 'OUTBOUND'
  const time = (name: 'at' | 'deliveredAt' | 'readAt'): Date | null =>
    readTime(model, given[name], `${path}.${name}`, (problem) => void problems.push(problem)) ?? null
  const [at, deliveredAt, readAt] = [time('at'), time('deliveredAt'), time('readAt')]
  const userId = authorNamed(model, given.by, `${path}.by`, problems) ?? null
  problems.push(...misplaced(given, path))
  if (!at) return undefined
  if (at.getTime() > now.getTime() + ahead) {
    problems.push({
      code: 'in_the_future',
      message: `"${path}.at" lies in the future: ${at.toISOString()}.`,
      path: `${path}.at`,
      hint: 'What was written already can be imported; POST …/messages/schedule sends later.',
    })
  }
  const status = given.deliveryStatus ?? 'SENT'
  const readable = readableText(message)
  return {
    ...readable,
    ...(given.text !== undefined && { text: given.text }),
    id,
    direction,
    externalId,
    type: message.type,
    body: message,
    deliveryStatus: isOurs ? status : 'DELIVERED',
    errors: given.errors ?? null,
    at,
    sentAt: isOurs && status !== 'FAILED' ? at : null,
    deliveredAt,
    readAt,
    failedAt: status === 'FAILED' ? at : null,
    templateId: given.templateId ?? null,
    sourceType: isOurs ? (given.source ?? (userId ? 'CONSOLE' : 'API')) : 'CUSTOMER',
    sourceId: null,
    campaignId: null,
    callbackData: null,
    userId,
    keyId: null,
    sendingBy: null,
    scheduledFor: null,
    editedAt: null,
    revokedAt: null,
    reactions: [],
    createdAt: at,
    updatedAt: now,
  }
}

const ofTheTeam = ['by', 'source', 'deliveryStatus', 'deliveredAt', 'readAt', 'templateId', 'errors'] as const

/** What is said of a customer's message although it can only be true of one of the team. */
function misplaced(given: ImportedMessage, path: string): Problem[] {
  if (given.direction === 'OUTBOUND') return []
  return ofTheTeam
    .filter((name) => given[name] !== undefined && given[name] !== null)
    .map((name) => ({
      code: 'not_of_the_team',
      message: `"${path}.${name}" can be said of a message of the team only, and this one is INBOUND.`,
      path: `${path}.${name}`,
      hint: 'Leave it out.',
    }))
}
