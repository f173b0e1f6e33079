import type { PageRoute } from '../../app/route.ts'
import { type DashboardSearch, ranges } from './search.ts'

export const dashboardPages: readonly PageRoute[] = [
  {
    path: '/dashboard',
    load: () => import('./dashboard-page.tsx'),
    search: ({ days, procedure }): DashboardSearch => {
      const range = ranges.find((each) => each === Number(days))
      return { ...(range && { days: range }), ...(typeof procedure === 'string' && { procedure }) }
    },
  },
]
