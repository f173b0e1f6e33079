import type { Database } from '../../database/database.ts'
import type { EventStreams } from '../../events/stream/service.ts'
import type { Routes } from '../../http/app.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Processes } from '../../platform/processes/service.ts'
import { ConsentBook } from '../contacts/consent.ts'
import { contactRoutes } from '../contacts/routes.ts'
import { Contacts } from '../contacts/service.ts'
import { cannedReplyRoutes } from './canned-replies/routes.ts'
import { CannedReplies } from './canned-replies/service.ts'
import { labelRoutes } from './labels/routes.ts'
import { Labels } from './labels/service.ts'
import { ChatLists } from './list.ts'
import { chatListRoutes } from './list-routes.ts'
import { MessageLists } from './message-lists.ts'
import { noteRoutes } from './notes/routes.ts'
import { Notes } from './notes/service.ts'
import { presenceRoutes } from './presence/routes.ts'
import { Presence } from './presence/service.ts'
import { chatRoutes } from './routes.ts'
import { Chats } from './service.ts'

export interface ChatParts {
  db: Database
  aside: Database
  models: Models
  processes: Processes
  streams: EventStreams
  newId: () => string
}

/** Chats and what belongs to them, with their routes. */
export function composeChats(parts: ChatParts) {
  const labels = new Labels(parts)
  const lists = { chats: new ChatLists({ ...parts, labels }), messageLists: new MessageLists(parts) }
  const chats = new Chats({ ...parts, labels })
  const consent = new ConsentBook(parts)
  const contacts = new Contacts({ ...parts, consent })
  const presence = new Presence({ ...parts, chats })
  const routes: Routes[] = [
    chatListRoutes(lists),
    chatRoutes(chats),
    noteRoutes(new Notes({ ...parts, chats })),
    cannedReplyRoutes(new CannedReplies({ ...parts, chats })),
    labelRoutes(labels),
    presenceRoutes(presence),
    contactRoutes({ contacts, consent, chats: lists.chats }),
  ]
  return {
    chats,
    chatLists: lists.chats,
    consent,
    contacts,
    presence,
    routes,
    /** what chats and contacts do with what customers send */
    neighbours: {
      applyKeywords: consent.applyKeywords.bind(consent),
      applyPreferences: consent.applyPreferences.bind(consent),
    },
  }
}
