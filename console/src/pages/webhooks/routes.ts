import type { PageRoute } from '../../app/route.ts'

const fields = ['endpoint', 'status', 'event', 'since', 'until', 'search'] as const
export type DeliverySearch = Partial<Record<(typeof fields)[number], string>> & { delivery?: string }

export const webhookPages: readonly PageRoute[] = [
  { path: '/admin/webhooks', load: () => import('./endpoints-page.tsx'), permission: 'webhooks.manage' },
  {
    path: '/admin/webhooks/deliveries',
    permission: 'webhooks.manage',
    load: () => import('./deliveries/deliveries-page.tsx'),
    search: (given): DeliverySearch =>
      Object.fromEntries(
        [...fields, 'delivery'].flatMap((field) =>
          typeof given[field] === 'string' && given[field] !== '' ? [[field, given[field]]] : [],
        ),
      ),
  },
  { path: '/admin/secrets', load: () => import('./secrets/secrets-page.tsx'), permission: 'secrets.manage' },
]
