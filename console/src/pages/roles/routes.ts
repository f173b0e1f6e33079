import type { PageRoute } from '../../app/route.ts'

export const rolePages: readonly PageRoute[] = [
  { path: '/admin/roles', load: () => import('./roles-page.tsx') },
  { path: '/admin/roles/$roleId', load: () => import('./role-page.tsx') },
]
