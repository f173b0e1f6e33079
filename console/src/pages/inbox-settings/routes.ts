import type { PageRoute } from '../../app/route.ts'

export const inboxSettingsPages: readonly PageRoute[] = [
  { path: '/admin/inbox', load: () => import('./replies-page.tsx'), permission: 'messages.send' },
  { path: '/admin/inbox/labels', load: () => import('./labels-page.tsx'), permission: 'model.manage' },
  { path: '/admin/inbox/assignment', load: () => import('./assignment-page.tsx'), permission: 'model.manage' },
  { path: '/admin/inbox/hours', load: () => import('./hours-page.tsx'), permission: 'model.manage' },
]
