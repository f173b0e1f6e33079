import type { PageRoute } from '../../app/route.ts'

/** Whose day it is: a username; without it one's own. */
export interface WhoseDay {
  user?: string
}

export const myDayPages: readonly PageRoute[] = [
  {
    path: '/my-day',
    load: () => import('./my-day-page.tsx'),
    isDaily: true,
    search: ({ user }): WhoseDay => (typeof user === 'string' && user !== '' ? { user } : {}),
  },
]
