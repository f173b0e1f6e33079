import type { PageRoute } from '../../app/route.ts'

export const modelPages: readonly PageRoute[] = [
  { path: '/admin/model', load: () => import('./model-page.tsx'), permission: 'model.manage' },
  { path: '/admin/model/$procedure/{-$tab}', load: () => import('./procedure-page.tsx'), permission: 'model.manage' },
  { path: '/admin/entity/$entity', load: () => import('./entity-page.tsx'), permission: 'model.manage' },
]
