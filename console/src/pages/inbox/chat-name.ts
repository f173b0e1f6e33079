import type { Chat } from '@nadi/sdk'
import type { TFunction } from 'i18next'

/** What a chat is called: its customer's name, else the number; a group by its id. */
export const chatName = ({ contact, groupId }: Pick<Chat, 'contact' | 'groupId'>, t: TFunction): string =>
  contact ? contact.name || contact.phoneNumber || contact.waId : t('Group {{id}}', { id: (groupId ?? '').slice(-6) })
