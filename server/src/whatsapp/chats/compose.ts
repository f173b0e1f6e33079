import type { Database } from '../../database/database.ts'
import type { Routes } from '../../http/app.ts'
import type { Models } from '../../platform/model/service.ts'
import { ConsentBook } from '../contacts/consent.ts'
import { contactRoutes } from '../contacts/routes.ts'
import { Contacts } from '../contacts/service.ts'
import { labelRoutes } from './labels/routes.ts'
import { Labels } from './labels/service.ts'
import { ChatLists } from './list.ts'
import { chatListRoutes } from './list-routes.ts'
import { MessageLists } from './message-lists.ts'
import { chatRoutes } from './routes.ts'
import { Chats } from './service.ts'

export interface ChatParts {
  db: Database
  models: Models
  newId: () => string
}

/** Chats and what belongs to them, with their routes. */
export function composeChats(parts: ChatParts) {
  const labels = new Labels(parts)
  const lists = { chats: new ChatLists({ ...parts, labels }), messageLists: new MessageLists(parts) }
  const consent = new ConsentBook(parts)
  const contacts = new Contacts({ ...parts, consent })
  const routes: Routes[] = [
    chatListRoutes(lists),
    chatRoutes(new Chats({ ...parts, labels })),
    labelRoutes(labels),
    contactRoutes({ contacts, consent, chats: lists.chats }),
  ]
  return {
    consent,
    contacts,
    routes,
    /** what chats and contacts do with what customers send */
    neighbours: {
      applyKeywords: consent.applyKeywords.bind(consent),
      applyPreferences: consent.applyPreferences.bind(consent),
    },
  }
}
