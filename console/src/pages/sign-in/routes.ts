import type { PageRoute } from '../../app/route.ts'
import { nextPlace } from './next-place.ts'

const text = (given: unknown): string | undefined => (typeof given === 'string' && given !== '' ? given : undefined)

const afterwards = (given: Record<string, unknown>) => ({
  ...(text(given.next) && { next: nextPlace(given.next) }),
  ...(text(given.error) && { error: text(given.error) }),
  ...(text(given.teams) && { teams: text(given.teams) }),
})

export const signInPages: readonly PageRoute[] = [
  { path: '/sign-in', load: () => import('./sign-in-page.tsx'), search: afterwards },
  { path: '/new-password', load: () => import('./new-password-page.tsx'), search: afterwards },
  { path: '/forgotten-password', load: () => import('./forgotten-password-page.tsx') },
  { path: '/invitation/$token', load: () => import('./invitation-page.tsx') },
]
