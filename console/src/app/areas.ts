import { explorerPages } from '../pages/explorer/routes.ts'
import { settingsPages } from '../pages/settings/routes.ts'
import type { PageRoute } from './route.ts'

/** The pages inside the shell; each area of the console lists its own. */
export const areas: readonly PageRoute[] = [...explorerPages, ...settingsPages]
