import type { PageRoute } from '../../app/route.ts'

export const pluginPages: readonly PageRoute[] = [
  { path: '/admin/plugin', load: () => import('./plugins-page.tsx'), permission: 'plugins.manage' },
  { path: '/admin/plugin/new', load: () => import('./connect/connect-page.tsx'), permission: 'plugins.manage' },
  { path: '/admin/plugin/$pluginId', load: () => import('./plugin-page.tsx'), permission: 'plugins.manage' },
]
