import type { PageRoute } from '../../app/route.ts'

export const importPages: readonly PageRoute[] = [
  { path: '/p/$procedure/import', load: () => import('./import-page.tsx') },
]
