import type { PageRoute } from '../../app/route.ts'

const fields = ['kind', 'user', 'subject', 'since', 'until'] as const
export type AuditSearch = Partial<Record<(typeof fields)[number], string>>

export const auditPages: readonly PageRoute[] = [
  {
    path: '/admin/audit',
    load: () => import('./audit-page.tsx'),
    permission: 'audit.read',
    search: (given): AuditSearch =>
      Object.fromEntries(
        fields.flatMap((field) =>
          typeof given[field] === 'string' && given[field] !== '' ? [[field, given[field]]] : [],
        ),
      ),
  },
]
