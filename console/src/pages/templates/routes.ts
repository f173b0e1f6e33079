import type { PageRoute } from '../../app/route.ts'

const fields = ['search', 'status', 'category', 'language'] as const
export type TemplateSearch = Partial<Record<(typeof fields)[number], string>>

const given = (search: Record<string, unknown>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [])),
  )

export const templatePages: readonly PageRoute[] = [
  {
    path: '/admin/plugin/$pluginId/templates',
    permission: 'plugins.manage',
    load: () => import('./templates-page.tsx'),
    search: (search): TemplateSearch => given(search, fields),
  },
  {
    path: '/admin/plugin/$pluginId/templates/new',
    permission: 'plugins.manage',
    load: () => import('./builder/new-template-page.tsx'),
    search: (search): { from?: string } => given(search, ['from']),
  },
  {
    path: '/admin/plugin/$pluginId/templates/$templateId',
    load: () => import('./builder/edit-template-page.tsx'),
    permission: 'plugins.manage',
  },
]
