import type { PageRoute } from '../../app/route.ts'
import { readAddress } from './address.ts'

export const listPages: readonly PageRoute[] = [
  { path: '/p/$procedure', load: () => import('./list-page.tsx'), search: readAddress },
]
