import type { User } from '@nadi/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { idColumn } from '../../ui/id-column.tsx'
import { Input } from '../../ui/input.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Segments } from '../../ui/segments.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { availabilityName, availabilityTone } from './availability.ts'
import { PeopleTabs } from './tabs.tsx'
import { UserActions } from './user-actions.tsx'
import { UserDialog } from './user-dialog.tsx'

const pageSize = 100
type Shown = 'active' | 'inactive' | 'deleted'

export function Page() {
  const { t } = useTranslation()
  const model = useTeamModel()
  const [shown, setShown] = useState<Shown>('active')
  const [search, setSearch] = useState('')
  const [skip, setSkip] = useState(0)
  const [edited, setEdited] = useState<User | 'new' | null>(null)
  const text = useDeferredValue(search.trim())
  const users = useQuery({
    ...callOf('GET /v1/ext/users', {
      query: {
        skip,
        limit: pageSize,
        ...(text && { search: text }),
        ...(shown === 'deleted' ? { isDeleted: true } : { isActive: shown === 'active' }),
      },
    }),
    placeholderData: keepPreviousData,
  })
  const rows = users.data?.data ?? []
  return (
    <Frame
      title={t('People')}
      toolbar={<PeopleTabs />}
      actions={
        <Button look="primary" icon={UserPlus} onClick={() => setEdited('new')}>
          {t('Invite somebody')}
        </Button>
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <Input
          type="search"
          aria-label={t('Find people')}
          placeholder={t('Find people …')}
          className="max-w-64"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            setSkip(0)
          }}
        />
        <Segments
          label={t('Show')}
          chosen={shown}
          onChoose={(chosen) => {
            setShown(chosen)
            setSkip(0)
          }}
          segments={[
            { value: 'active', label: t('Active') },
            { value: 'inactive', label: t('Not active') },
            { value: 'deleted', label: t('Deleted') },
          ]}
        />
      </div>
      {users.isPending ? (
        <SkeletonRows />
      ) : users.isError ? (
        <ErrorState error={users.error} retry={() => void users.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Users} title={t('Nobody is here')}>
          {text
            ? t('Nobody is named like this.')
            : t('Invite somebody: they get a link with which they choose a password.')}
        </EmptyState>
      ) : (
        <>
          <DataTable
            label={t('Users')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'name',
                title: t('Name'),
                cell: ({ displayName, username }) => (
                  <span className="flex items-center gap-2.5">
                    <Avatar name={displayName} />
                    <span className="min-w-0">
                      <span className="block truncate font-medium">{displayName}</span>
                      <span className="block truncate text-[12.5px] text-ink-soft">{username}</span>
                    </span>
                  </span>
                ),
              },
              {
                key: 'role',
                title: t('Role'),
                cell: ({ role }) => (
                  <Badge tone="accent">{model.roles.find(({ id }) => id === role)?.name ?? role}</Badge>
                ),
              },
              {
                key: 'groups',
                title: t('Pods and skills'),
                cell: ({ pods, skills }) => (
                  <span className="flex flex-wrap gap-1">
                    {[
                      ...model.pods.filter(({ id }) => pods.includes(id)),
                      ...model.skills.filter(({ id }) => skills.includes(id)),
                    ].map(({ id, name }) => (
                      <Badge key={id}>{name}</Badge>
                    ))}
                  </span>
                ),
              },
              {
                key: 'availability',
                title: t('Availability'),
                cell: ({ availability }) => (
                  <Badge tone={availabilityTone[availability]}>{availabilityName(t, availability)}</Badge>
                ),
              },
              idColumn(t),
              {
                key: 'do',
                title: '',
                className: 'w-12',
                cell: (user) => <UserActions user={user} edit={() => setEdited(user)} />,
              },
            ]}
          />
          <Pager skip={skip} size={pageSize} hasMore={users.data.meta.hasMore} onSkip={setSkip} />
        </>
      )}
      {edited && <UserDialog user={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Frame>
  )
}
