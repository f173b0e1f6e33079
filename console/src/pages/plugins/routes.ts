import type { PageRoute } from '../../app/route.ts'

export const pluginPages: readonly PageRoute[] = [
  { path: '/admin/plugin', load: () => import('./plugins-page.tsx') },
  { path: '/admin/plugin/new', load: () => import('./connect/connect-page.tsx') },
  { path: '/admin/plugin/$pluginId', load: () => import('./plugin-page.tsx') },
]
