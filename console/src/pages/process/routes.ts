import type { PageRoute } from '../../app/route.ts'
import { sideOf } from './side.ts'

export const processPages: readonly PageRoute[] = [
  { path: '/p/$procedure/$processId', load: () => import('./process-page.tsx'), isDaily: true, search: sideOf },
]
