import type { PageRoute } from '../../app/route.ts'

export const keyPages: readonly PageRoute[] = [
  { path: '/admin/keys', load: () => import('./keys-page.tsx'), permission: 'keys.manage' },
]
