import type { Role } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { idColumn } from '../../ui/id-column.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { tellUndoable } from '../../ui/toast.ts'
import { reachName, roleTypeName } from './role-words.ts'

export function Page() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const model = useTeamModel()
  const roles = useQuery(callOf('GET /v1/ext/roles'))
  const onSuccess = (): void => invalidateFor(client, ['model.changed'])
  const restore = useMutation({
    mutationFn: (id: string) => api.call('POST /v1/ext/role/{id}/restore', { path: { id } }),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: ({ id }: Role) => api.call('DELETE /v1/ext/role/{role}', { path: { role: id } }),
    onSuccess: (_answer, { id, name }) => {
      onSuccess()
      tellUndoable(t('The role "{{name}}" was deleted.', { name }), () => restore.mutate(id))
    },
  })
  const people = (id: string): number => model.users.filter(({ role }) => role === id).length
  return (
    <Frame
      title={t('Roles')}
      description={t('What people and keys may see and do.')}
      actions={
        <ButtonLink to="/admin/roles/new" look="primary" icon={Plus}>
          {t('New role')}
        </ButtonLink>
      }
    >
      {roles.isPending ? (
        <SkeletonRows />
      ) : roles.isError ? (
        <ErrorState error={roles.error} retry={() => void roles.refetch()} />
      ) : (
        <DataTable
          label={t('Roles')}
          rows={roles.data.data}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'name',
              title: t('Name'),
              cell: ({ id, name, description }) => (
                <>
                  <Link to={`/admin/roles/${id}`} className="font-medium text-accent-text hover:underline">
                    {name}
                  </Link>
                  {description && <span className="block text-[12.5px] text-ink-soft">{description}</span>}
                </>
              ),
            },
            {
              key: 'type',
              title: t('Standing'),
              cell: ({ roleType }) => (
                <Badge tone={roleType === 'ADMIN' ? 'accent' : 'neutral'}>{roleTypeName(t, roleType)}</Badge>
              ),
            },
            { key: 'people', title: t('People'), isNumber: true, cell: ({ id }) => people(id) },
            {
              key: 'permissions',
              title: t('Permissions'),
              isNumber: true,
              cell: ({ permissions }) => permissions.length,
            },
            {
              key: 'reach',
              title: t('Processes'),
              cell: ({ procedures }) =>
                procedures
                  .map(
                    ({ procedure, read }) =>
                      `${procedure === '*' ? t('every procedure') : (model.procedure(procedure)?.name ?? procedure)}: ${reachName(t, read)}`,
                  )
                  .join(' · '),
            },
            idColumn(t),
            {
              key: 'do',
              title: '',
              cell: (role) => (
                <IconButton
                  icon={Trash2}
                  label={t('Delete {{name}}', { name: role.name })}
                  onClick={() => remove.mutate(role)}
                />
              ),
            },
          ]}
        />
      )}
    </Frame>
  )
}
