import type { Reader } from '../../database/database.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Scope } from '../../scope.ts'
import { chatReach, isWithin } from './reach.ts'
import { isThere } from './sql/list-chats.ts'

/**
 * Whether a chat is within the reach of who asks, for what belongs to chats.
 * @throws Forbidden where the role reaches none
 */
export async function reachesChat(db: Reader, models: Models, scope: Scope, chatId: string): Promise<boolean> {
  return isThere(db, scope, chatId, isWithin(chatReach(scope, await models.of(scope))))
}
