import type { PageRoute } from '../../app/route.ts'

export const rolePages: readonly PageRoute[] = [
  { path: '/admin/roles', load: () => import('./roles-page.tsx'), permission: 'model.manage' },
  { path: '/admin/roles/$roleId', load: () => import('./role-page.tsx'), permission: 'model.manage' },
]
