import type { Counter } from '../../platform/statistics/stretch.ts'
import { countMessages } from './sql/count-messages.ts'
import { countReplies } from './sql/count-replies.ts'
import { countTemplateReplies } from './sql/count-template-replies.ts'

/** What of the events of chats is counted. */
export const messagingCounters: readonly Counter[] = [countMessages, countReplies, countTemplateReplies]
