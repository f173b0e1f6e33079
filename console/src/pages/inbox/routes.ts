import type { PageRoute } from '../../app/route.ts'
import { filterOf } from './filter.ts'

export const inboxPages: readonly PageRoute[] = [
  // one route for both, so that the list stays as it is when a chat is opened
  {
    path: '/inbox/{-$chatId}',
    load: () => import('./inbox-page.tsx'),
    isDaily: true,
    search: filterOf,
    permission: 'chats.read_own',
  },
]
