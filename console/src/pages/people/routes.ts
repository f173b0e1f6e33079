import type { PageRoute } from '../../app/route.ts'

export const peoplePages: readonly PageRoute[] = [
  { path: '/admin/people', load: () => import('./people-page.tsx'), permission: 'users.manage' },
  { path: '/admin/people/groups', load: () => import('./groups-page.tsx'), permission: 'users.manage' },
]
