import type { PageRoute } from '../../app/route.ts'
import { readAddress } from './address.ts'
import { prefetchList } from './prefetch.ts'

export const listPages: readonly PageRoute[] = [
  {
    path: '/p/$procedure',
    load: () => import('./list-page.tsx'),
    search: readAddress,
    prefetch: prefetchList,
    isDaily: true,
  },
]
