import type { PageRoute } from '../../app/route.ts'

export const jobPages: readonly PageRoute[] = [
  { path: '/admin/jobs', load: () => import('./jobs-page.tsx') },
  {
    path: '/admin/jobs/$jobId',
    load: () => import('./job-page.tsx'),
    search: ({ outcome }) =>
      ['INVALID', 'ERROR', 'SUCCESS', 'NOT_STARTED'].includes(String(outcome)) ? { outcome } : {},
  },
]
