import type { PageRoute } from '../../app/route.ts'

export const teamPages: readonly PageRoute[] = [
  { path: '/admin/team', load: () => import('./team-page.tsx'), permission: 'model.manage' },
]
