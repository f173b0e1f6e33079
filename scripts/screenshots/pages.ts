import type { Page } from 'playwright-core'
import type { Places } from './places.ts'

export interface Shot {
  name: string
  path: (places: Places) => string
  /** brings the page to where it is worth a picture */
  prepare?: (page: Page) => Promise<void>
}

const at = (name: string, path: string, prepare?: Shot['prepare']): Shot => ({
  name,
  path: () => path,
  ...(prepare && { prepare }),
})

/** Every page of the console that stands inside its shell. */
export const shots: readonly Shot[] = [
  at('my-day', '/my-day'),
  at('inbox', '/inbox'),
  { name: 'inbox-chat', path: ({ openChatId }) => `/inbox/${openChatId}` },
  {
    name: 'inbox-closed-window',
    path: ({ closedChatId }) => `/inbox/${closedChatId}`,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Send a template' }).first().click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /appointment_reminder/ })
        .first()
        .click()
    },
  },
  at('dashboard', '/dashboard?days=30'),
  at('leads', '/p/lead'),
  at('board', '/p/lead?layout=board'),
  at('import', '/p/lead/import'),
  at('tickets', '/p/ticket'),
  { name: 'process', path: ({ processId }) => `/p/lead/${processId}` },
  at('plugins', '/admin/plugin'),
  at('connect', '/admin/plugin/new'),
  { name: 'plugin', path: ({ pluginId }) => `/admin/plugin/${pluginId}` },
  { name: 'templates', path: ({ pluginId }) => `/admin/plugin/${pluginId}/templates` },
  { name: 'template-builder', path: ({ pluginId, templateId }) => `/admin/plugin/${pluginId}/templates/${templateId}` },
  at('replies', '/admin/inbox'),
  at('labels', '/admin/inbox/labels'),
  at('assignment', '/admin/inbox/assignment'),
  at('hours', '/admin/inbox/hours'),
  at('model', '/admin/model'),
  at('states', '/admin/model/lead'),
  at('attributes', '/admin/model/lead/attributes'),
  at('state-tasks', '/admin/model/lead/tasks'),
  at('procedure-settings', '/admin/model/lead/settings'),
  at('entity', '/admin/entity/customer'),
  at('configuration', '/admin/configuration'),
  at('people', '/admin/people'),
  at('groups', '/admin/people/groups'),
  at('roles', '/admin/roles'),
  { name: 'role', path: ({ roleId }) => `/admin/roles/${roleId}` },
  at('keys', '/admin/keys'),
  at('webhooks', '/admin/webhooks'),
  at('deliveries', '/admin/webhooks/deliveries'),
  at('secrets', '/admin/secrets'),
  at('jobs', '/admin/jobs'),
  { name: 'job', path: ({ jobId }) => `/admin/jobs/${jobId}` },
  at('audit', '/admin/audit'),
  at('team', '/admin/team'),
  at('explorer', `/explorer?call=${encodeURIComponent('POST /v1/ext/procedure/{procedure}/process/list')}`),
  at('settings', '/settings'),
]
