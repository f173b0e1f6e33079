import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Page as Frame } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { RoleForm } from './role-form.tsx'

const newRole = {
  name: '',
  description: '',
  roleType: 'USER' as const,
  permissions: [],
  procedures: [{ procedure: '*', read: 'all' as const, write: 'all' as const }],
}

export function Page() {
  const { t } = useTranslation()
  const { roleId = 'new' } = useParams({ strict: false }) as { roleId?: string }
  const isNew = roleId === 'new'
  const role = useQuery({ ...callOf('GET /v1/ext/role/{role}', { path: { role: roleId } }), enabled: !isNew })
  return (
    <Frame
      title={isNew ? t('New role') : (role.data?.data.name ?? t('Role'))}
      back={{ to: '/admin/roles', label: t('Roles') }}
    >
      {role.isError ? (
        <ErrorState error={role.error} retry={() => void role.refetch()} />
      ) : isNew ? (
        <RoleForm id={null} role={newRole} />
      ) : role.data ? (
        <RoleForm key={role.data.data.updatedAt} id={role.data.data.id} role={role.data.data} />
      ) : (
        <SkeletonRows />
      )}
    </Frame>
  )
}
