import type { PageRoute } from '../../app/route.ts'

export const explorerPages: readonly PageRoute[] = [
  {
    path: '/explorer',
    load: () => import('./explorer-page.tsx'),
    permission: 'keys.manage',
    search: ({ call }) => (typeof call === 'string' ? { call } : {}),
  },
]
