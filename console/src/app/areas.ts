import { auditPages } from '../pages/audit/routes.ts'
import { configurationPages } from '../pages/configuration/routes.ts'
import { dashboardPages } from '../pages/dashboard/routes.ts'
import { explorerPages } from '../pages/explorer/routes.ts'
import { importPages } from '../pages/import/routes.ts'
import { inboxPages } from '../pages/inbox/routes.ts'
import { inboxSettingsPages } from '../pages/inbox-settings/routes.ts'
import { jobPages } from '../pages/jobs/routes.ts'
import { keyPages } from '../pages/keys/routes.ts'
import { listPages } from '../pages/list/routes.ts'
import { modelPages } from '../pages/model/routes.ts'
import { myDayPages } from '../pages/my-day/routes.ts'
import { peoplePages } from '../pages/people/routes.ts'
import { pluginPages } from '../pages/plugins/routes.ts'
import { processPages } from '../pages/process/routes.ts'
import { rolePages } from '../pages/roles/routes.ts'
import { settingsPages } from '../pages/settings/routes.ts'
import { teamPages } from '../pages/team/routes.ts'
import { templatePages } from '../pages/templates/routes.ts'
import { webhookPages } from '../pages/webhooks/routes.ts'
import type { PageRoute } from './route.ts'

/** The pages inside the shell; each area of the console lists its own. */
export const areas: readonly PageRoute[] = [
  auditPages,
  configurationPages,
  dashboardPages,
  explorerPages,
  importPages,
  inboxPages,
  inboxSettingsPages,
  jobPages,
  keyPages,
  listPages,
  modelPages,
  myDayPages,
  peoplePages,
  pluginPages,
  processPages,
  rolePages,
  settingsPages,
  teamPages,
  templatePages,
  webhookPages,
].flat()
