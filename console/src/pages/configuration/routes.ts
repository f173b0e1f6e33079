import type { PageRoute } from '../../app/route.ts'

export const configurationPages: readonly PageRoute[] = [
  { path: '/admin/configuration', load: () => import('./configuration-page.tsx'), permission: 'model.manage' },
]
