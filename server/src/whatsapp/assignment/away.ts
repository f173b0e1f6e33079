import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import { NadiError } from '../../errors.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import { addressed } from '../messages/addressed.ts'
import type { Messages } from '../messages/service.ts'
import type { Plugins } from '../plugins/service.ts'
import { findRules } from './rules.store.ts'
import { findAddress } from './sql/chats-to-assign.ts'

const version = 'v23.0'

interface Parts {
  db: Database
  plugins: Plugins
  messages: Messages
  logger: FastifyBaseLogger
}

/** Tells a customer that nobody is there. What Meta refuses stands in the chat as a message that failed. */
export function sendAway({ db, plugins, messages, logger }: Parts) {
  return async ({ teamId, chatId, ruleId }: { teamId: string; chatId: string; ruleId: string }): Promise<void> => {
    const scope = operatorScope(teamId)
    const rule = (await findRules(db, scope)).find(({ id }) => id === ruleId)
    const chat = await findAddress(db, scope, chatId)
    if (!rule?.awayMessage || !chat) return
    const body = {
      messaging_product: 'whatsapp',
      ...addressed(chat),
      type: 'text',
      text: { body: rule.awayMessage },
    }
    try {
      const { plugin, number } = await plugins.withPhoneNumber(scope, chat.phoneNumberId, chat.pluginId)
      await messages.sendRaw(scope, { plugin, number, version }, body, { source: 'AUTOMATION' })
    } catch (error) {
      if (!(error instanceof NadiError)) throw error
      logger.info({ err: error, teamId, chatId }, 'an away message was not sent')
    }
  }
}
