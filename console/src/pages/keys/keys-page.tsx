import type { Key } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateCalls } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useConfirm } from '../../ui/confirm.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { idColumn } from '../../ui/id-column.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Time } from '../../ui/time.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'

export function Page() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const confirm = useConfirm()
  const [isRevoked, setRevoked] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const keys = useQuery(callOf('GET /v1/ext/keys', { query: { isRevoked } }))
  const revoke = useMutation({
    mutationFn: (id: string) => api.call('DELETE /v1/ext/key/{id}', { path: { id } }),
    onSuccess: () => invalidateCalls(client, 'GET /v1/ext/keys'),
  })
  const askToRevoke = async ({ id, name }: Key): Promise<void> => {
    const isSure = await confirm({
      title: t('Revoke the key "{{name}}"?', { name }),
      body: t(
        'Programs that use it get 401 from this moment. A revoked key cannot be used again; make a new one instead.',
      ),
      action: t('Revoke'),
      isDanger: true,
    })
    if (isSure) revoke.mutate(id)
  }
  const make = (
    <Button look="primary" icon={Plus} onClick={() => setMaking(true)}>
      {t('New API key')}
    </Button>
  )
  const rows = keys.data?.data ?? []
  return (
    <Frame
      title={t('API keys')}
      description={t('A program sends one with each request. Its role bounds what it may do.')}
      actions={
        <>
          <Switch isOn={isRevoked} onSwitch={setRevoked}>
            {t('Revoked ones')}
          </Switch>
          {make}
        </>
      }
    >
      {keys.isPending ? (
        <SkeletonRows />
      ) : keys.isError ? (
        <ErrorState error={keys.error} retry={() => void keys.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title={isRevoked ? t('No key was revoked') : t('There is no key yet')}
          action={isRevoked ? null : make}
        >
          {isRevoked ? t('Keys that were revoked are listed here.') : t('Make one, and paste it into your program.')}
        </EmptyState>
      ) : (
        <DataTable
          label={t('API keys')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'name',
              title: t('Name'),
              cell: ({ name, description }) => (
                <>
                  <span className="block whitespace-nowrap font-medium">{name}</span>
                  {description && <span className="text-[12.5px] text-ink-soft">{description}</span>}
                </>
              ),
            },
            {
              key: 'hint',
              title: t('Begins with'),
              cell: ({ hint }) => <code className="whitespace-nowrap font-mono text-[12px]">{`${hint}…`}</code>,
            },
            { key: 'role', title: t('Role'), cell: ({ roleName }) => <Badge tone="accent">{roleName}</Badge> },
            { key: 'user', title: t('In the name of'), cell: ({ username }) => username ?? t('nobody') },
            {
              key: 'limit',
              title: t('A minute'),
              isNumber: true,
              cell: ({ requestsPerMinute }) => requestsPerMinute ?? t('as the server'),
            },
            {
              key: 'used',
              title: t('Last used'),
              cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : t('never')),
            },
            { key: 'made', title: t('Made'), cell: ({ createdAt }) => <Time at={createdAt} /> },
            idColumn(t),
            {
              key: 'do',
              title: '',
              cell: (key) =>
                key.revokedAt ? (
                  <Time at={key.revokedAt} />
                ) : (
                  <Button
                    size="sm"
                    look="danger"
                    aria-label={t('Revoke {{name}}', { name: key.name })}
                    onClick={() => void askToRevoke(key)}
                  >
                    {t('Revoke')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      <NewKeyDialog isOpen={isMaking} onClose={() => setMaking(false)} />
    </Frame>
  )
}
