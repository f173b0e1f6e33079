import type { PageRoute } from '../../app/route.ts'

export const settingsPages: readonly PageRoute[] = [{ path: '/settings', load: () => import('./settings-page.tsx') }]
